// Streamlit's page takes itself down when a redraw of the page before comes late ("Bad
// delta path index"), and leaves nothing behind; it is loaded again, at the same address.

const LOOK_MS = 1000;

export default function () {
  if (window.pandaGuard) return;
  window.pandaGuard = setInterval(() => {
    if (document.getElementById("root")?.childElementCount === 0) location.reload();
  }, LOOK_MS);
}
