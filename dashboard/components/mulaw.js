// G.711 mu-law, as telephones send it: a byte a sample, 8000 samples a second.

const BIAS = 132;
const LOUDEST = 32635;

const decodeMulaw = (byte) => {
  const inverted = ~byte & 0xff;
  const step = (((inverted & 0x0f) << 3) + BIAS) << ((inverted & 0x70) >> 4);
  return (inverted & 0x80 ? BIAS - step : step - BIAS) / 32768;
};

const encodeMulaw = (sample) => {
  const scaled = Math.round(sample * 32768);
  const sign = scaled < 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(scaled), LOUDEST) + BIAS;
  const exponent = 31 - Math.clz32(size >> 7); // the bias lifts it over 128
  const mantissa = (size >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
};
