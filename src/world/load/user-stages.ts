/** When users come and go by stages: one after another, at equal distances. */
import type { UserStageData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'

/** So many users there are from a moment on. */
export type UserChange = { readonly at: Ms; readonly users: number }

/** Goes through the stages, change by change. */
export class UserStages {
  readonly #stages: readonly UserStageData[]
  #stage = 0
  /** When the present stage began, and with how many users; and how many there are now. */
  #beganAt: Ms = 0
  #atFirst: number
  #users: number

  constructor(users: number, stages: readonly UserStageData[]) {
    this.#stages = stages
    this.#atFirst = users
    this.#users = users
  }

  /**
   * The next change: the nth of those who come or go in a stage does so at n equal parts of it, the
   * last one at its end. Null when there are no more.
   */
  next(): UserChange | null {
    while (this.#stage < this.#stages.length) {
      const { overMs, to } = this.#stages[this.#stage]
      if (this.#users !== to) return this.#towards(to, overMs)
      this.#stage++
      this.#beganAt += overMs
      this.#atFirst = to
    }
    return null
  }

  #towards(to: number, overMs: Ms): UserChange {
    const all = Math.abs(to - this.#atFirst)
    this.#users = overMs === 0 ? to : this.#users + Math.sign(to - this.#users)
    const nth = Math.abs(this.#users - this.#atFirst)
    return { at: this.#beganAt + (overMs * nth) / all, users: this.#users }
  }
}
