/** A clock for libraries that read the real one: time moves when told, timers fire in order. */

type Timer = { at: number; readonly order: number; readonly every: number; fire: () => void }

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  dateNow: Date.now,
  setImmediate,
}

/** Stands in for the clocks and timers of the process until it is taken down. */
export class FakeClock {
  now = 0
  #timers: Timer[] = []
  #order = 0

  constructor() {
    const add = (fire: () => void, ms: number, every: number): Timer => {
      const timer = { at: this.now + Math.max(0, ms), order: this.#order++, every, fire }
      this.#timers.push(timer)
      return Object.assign(timer, { unref: () => timer, ref: () => timer })
    }
    const drop = (timer: unknown): void => {
      this.#timers = this.#timers.filter(other => other !== timer)
    }
    Object.assign(globalThis, {
      setTimeout: (fire: () => void, ms = 0) => add(fire, ms, Infinity),
      clearTimeout: drop,
      setInterval: (fire: () => void, ms: number) => add(fire, ms, ms),
      clearInterval: drop,
    })
    Date.now = () => this.now
    performance.now = () => this.now
  }

  /** Gives the real ones back. */
  takeDown(): void {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = real
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval })
    Date.now = real.dateNow
    Reflect.deleteProperty(performance, 'now') // its own is the prototype's
  }

  /** Forgets all timers, between one story and the next. */
  clear(): void {
    this.#timers = []
  }

  /** Goes on to a moment, firing what is due on the way, also what that sets for now. */
  async goTo(at: number): Promise<void> {
    await settled()
    for (let next = this.#nextUpTo(at); next !== undefined; next = this.#nextUpTo(at)) {
      this.now = next.at
      if (next.every === Infinity) this.#timers.splice(this.#timers.indexOf(next), 1)
      else next.at += next.every
      next.fire()
      await settled()
    }
    this.now = at
  }

  #nextUpTo(at: number): Timer | undefined {
    return this.#timers
      .filter(timer => timer.at <= at)
      .reduce<Timer | undefined>(
        (first, timer) => (isBefore(timer, first) ? timer : first),
        undefined,
      )
  }
}

const isBefore = (timer: Timer, other: Timer | undefined): boolean =>
  other === undefined || timer.at < other.at || (timer.at === other.at && timer.order < other.order)

/** Lets every promise that can go on do so. */
export const settled = (): Promise<void> =>
  new Promise(resolve => {
    real.setImmediate(resolve)
  })
