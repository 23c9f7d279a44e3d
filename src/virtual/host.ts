/** Hosts: whose code runs, by which clock, and with which chance. */
import { invariant } from '../kernel/errors.ts'
import { formatMs } from '../kernel/units.ts'
import { stage } from './stage.ts'

/**
 * Whose code runs: one replica of a component, from its start to its end. Its clock, its chance and
 * its alarms are what its code sees.
 *
 * @example
 * const host: Host = { name: 'orders#1', wallNow: () => 1.7e12 + agenda.now, … }
 * runAs(host, () => listen(server))
 */
export interface Host {
  /** What errors call it: `orders`, or `orders#1` where there are several. */
  readonly name: string
  /** The time of its world, in milliseconds since that began. */
  readonly at: number
  /** The time by its own clock, skewed or drifting, in milliseconds since 1970. */
  wallNow(): number
  /** Milliseconds since it started; never goes back. */
  monotonicNow(): number
  /** From 0 to 1, without 1, from a stream of its own. */
  random(): number
  /**
   * Calls back after so many milliseconds of virtual time, as this host, unless what is returned is
   * called before; never once the host is over.
   */
  after(milliseconds: number, callback: () => void): () => void
  /** True once it crashed or was stopped: nothing of its old timers and continuations goes on. */
  readonly isOver: boolean
  /** Takes what its code wrote to the console, as text that is already formatted. */
  wrote?(stream: 'out' | 'err', text: string): void
}

/** Whose code, and when: for errors. */
export const placeOf = (host: Host): string =>
  `${host.name}, ${Math.round(host.monotonicNow())} ms after it started, ` +
  `at ${formatMs(host.at)} of the run`

/**
 * Whose code is running now.
 *
 * @returns null when nothing simulated runs
 */
export const running = (): Host | null => stage.host

/**
 * Runs a function as a host, unless it is over. What the function leaves as nextTicks and
 * microtasks is drained by `play`, still as this host, before anybody else runs: two hosts need two
 * steps. What it throws is told to the play, as `process` would be told.
 *
 * @param run called at once
 * @example
 * agenda.at(5, { on: () => runAs(orders, () => emitter.emit('request')) }, 0, null)
 */
export function runAs(host: Host, run: () => void): void {
  const { director } = stage
  invariant(director !== null, `code of ${host.name} ran outside of a play`)
  if (stage.host !== host) take(host)
  if (host.isOver) return
  stage.isDirty = true
  try {
    run()
  } catch (error) {
    director.failed(host, error, 'uncaughtException')
  }
}

function take(host: Host): void {
  const other = stage.host?.name
  invariant(other === undefined, `${host.name} ran before ${other} had done: plan another event`)
  if (host.isOver) return
  stage.host = host
  stage.reads = 0
  stage.continuations = 0
  stage.beats[0]++
}

/** Whether simulated code ran since what it left was last drained. */
export const needsDrain = (): boolean => stage.isDirty

/** Says that what simulated code left is done, so that nobody runs. */
export function drained(): void {
  stage.host = null
  stage.isDirty = false
}

/**
 * Takes the host from the stage whose nextTick threw: what stands behind it goes on in a turn of
 * its own.
 */
export function interrupted(): Host | null {
  const { host, director } = stage
  if (host !== null && director !== null) stage.interrupted = { host, director }
  drained()
  return host
}

/** Lets the host that was interrupted go on. */
export function resumed(host: Host): void {
  stage.interrupted = null
  stage.host = host
  stage.isDirty = true
}
