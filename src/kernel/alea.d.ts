/** The one generator taken from seedrandom; its published types describe only the whole package. */
declare module 'seedrandom/lib/alea.js' {
  export default function alea(seed: string): () => number
}
