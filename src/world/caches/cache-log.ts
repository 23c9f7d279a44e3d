/** Writes what comes of the questions of one caller to one cache into the recording. */
import type { Agenda } from '../../kernel/agenda.ts'
import { CacheEvent, type CacheMeter, type CallerMeter } from '../../record/cache-meter.ts'
import type { TimeGrid } from '../../record/grid.ts'
import type { Task } from '../handling/task.ts'
import { Found } from './ages.ts'

/** What each thing that a cache can say is counted as. */
const events: { readonly [found: number]: CacheEvent } = {
  [Found.Miss]: CacheEvent.Miss,
  [Found.Fresh]: CacheEvent.Hit,
  [Found.Due]: CacheEvent.Hit,
  [Found.Early]: CacheEvent.Miss,
  [Found.Spare]: CacheEvent.Miss,
  [Found.Failure]: CacheEvent.Failure,
  [Found.Stale]: CacheEvent.Stale,
}

/** The numbers of one caller. */
export class CacheLog {
  readonly #meter: CacheMeter
  readonly #caller: CallerMeter
  readonly #grid: TimeGrid
  readonly #agenda: Agenda

  constructor(meter: CacheMeter, caller: string, grid: TimeGrid, agenda: Agenda) {
    this.#meter = meter
    this.#caller = meter.of(caller)
    this.#grid = grid
    this.#agenda = agenda
  }

  /** The cache has answered with what it `found`. */
  answered(found: number): void {
    this.count(events[found])
  }

  count(event: CacheEvent): void {
    this.#caller.count(event, this.#grid.slotAt(this.#agenda.now))
  }

  /** @param isBackground it goes on behind an answer */
  fillBegan(isBackground: boolean): void {
    this.count(isBackground ? CacheEvent.Refresh : CacheEvent.Fill)
    this.#meter.fills.add(this.#agenda, 1, 0, 0)
  }

  fillEnded(): void {
    this.#meter.fills.add(this.#agenda, -1, 0, 0)
  }

  fillFailed(): void {
    this.fillEnded()
    this.count(CacheEvent.FillFailed)
  }
}

/** A task that fills what it missed by itself begins to do so. */
export function beginFill(task: Task, log: CacheLog): void {
  log.fillBegan(false)
  task.fills ??= []
  task.fills.push(log)
}

/** A task has filled what it missed last. */
export function endFill(task: Task): void {
  task.fills?.pop()?.fillEnded()
}

/** A task is over, or stopped: what it had begun to fill has failed. */
export function dropFills({ fills }: Task): void {
  for (let log = fills?.pop(); log !== undefined; log = fills?.pop()) log.fillFailed()
}

/** A task leaves its replica: it waits for no fill any more, and fills nothing. */
export function leaveCaches(task: Task): void {
  task.waitsForFill?.forget(task)
  dropFills(task)
}
