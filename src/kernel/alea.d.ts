/** The one generator taken from seedrandom; its published types describe only the whole package. */
declare module 'seedrandom/lib/alea.js' {
  type State = { s0: number; s1: number; s2: number; c: number }
  export default function alea(
    seed: string,
    options: { state: true },
  ): (() => number) & { state(): State }
  export default function alea(seed: string): () => number
}
