// Keeps who is signed in over a reload. No other site's page may make use of it.

export default function ({ data: { name, value, stays_s: stays } }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Max-Age=${stays}; Path=/; SameSite=Strict${secure}`;
}
