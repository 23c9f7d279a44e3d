/**
 * How the benchmark measures: CPU time, so that a busy neighbour counts less, and the best round.
 */
import { execFileSync } from 'node:child_process'

/** What one round took: milliseconds of CPU time, for so many events. */
export type Round = { readonly cpuMs: number; readonly events: number }

/** Plays something once. */
export function once(play: () => number): Round {
  const before = process.cpuUsage()
  const events = play()
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: (user + system) / 1_000, events }
}

/** Nanoseconds an event. */
export const nsPerEvent = ({ cpuMs, events }: Round): number => (cpuMs * 1e6) / events

/** Millions of events a second. */
export const millionsPerSecond = (round: Round): number => 1_000 / nsPerEvent(round)

/**
 * Plays several things in turn, so that all of them see the same machine, and keeps the quickest
 * round of each.
 */
export function inTurn(rounds: number, plays: readonly ((round: number) => number)[]): Round[] {
  const best: Round[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [i, play] of plays.entries()) {
      const taken = once(() => play(round))
      if (best[i] === undefined || nsPerEvent(taken) < nsPerEvent(best[i])) best[i] = taken
    }
  }
  return best
}

/** Runs a script of this folder in a fresh process, and reads the JSON it prints. */
export function inFreshProcess(
  script: string,
  flags: readonly string[],
  args: readonly string[],
): unknown {
  const path = new URL(script, import.meta.url).pathname
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : []
  const printed = execFileSync(process.execPath, [...flags, ...loader, path, ...args])
  return JSON.parse(printed.toString())
}
