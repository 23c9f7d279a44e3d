/** Conditions while a run is under way: each is asked at every look, and says what it has seen. */
import { hasReached } from '../../kernel/rounding.ts'
import type { Ms } from '../../kernel/units.ts'

/** Something that holds or does not. */
export interface ConditionCheck {
  /** Looks now. @returns whether it holds */
  look(now: Ms): boolean
  /** What the last look has shown, in words. */
  seen(): string
  /** Of all looks, how near it came to what is wanted: a sentence for each number. */
  nearest(): string[]
}

/** How a number is told of: its name, and how its values and its limit are written. */
export type Phrase = {
  readonly name: string
  readonly shown: (value: number) => string
}

/** Whether a number is above a limit, or below it. */
export class Comparison implements ConditionCheck {
  readonly #read: (now: Ms) => number | undefined
  readonly #side: 'above' | 'below'
  readonly #limit: number
  readonly #phrase: Phrase
  #value: number | undefined
  #holds = false
  #best: number | undefined

  constructor(
    read: (now: Ms) => number | undefined,
    wanted: { readonly is: 'above' | 'below'; readonly limit: number },
    phrase: Phrase,
  ) {
    this.#read = read
    this.#side = wanted.is
    this.#limit = wanted.limit
    this.#phrase = phrase
  }

  look(now: Ms): boolean {
    const value = (this.#value = this.#read(now))
    if (value === undefined) return (this.#holds = false)
    const isAbove = this.#side === 'above'
    const best = this.#best ?? value
    this.#best = isAbove ? Math.max(best, value) : Math.min(best, value)
    return (this.#holds = isAbove ? value > this.#limit : value < this.#limit)
  }

  seen(): string {
    const { name } = this.#phrase
    if (this.#value === undefined) return `${name} had nothing to measure`
    const went = this.#side === 'above' ? ['was down to', 'reached'] : ['was up to', 'fell to']
    return `${name} ${went[Number(this.#holds)]} ${this.#phrase.shown(this.#value)}`
  }

  nearest(): string[] {
    const { name, shown } = this.#phrase
    if (this.#best === undefined) return [`${name} never had anything to measure`]
    const extreme = this.#side === 'above' ? 'most' : 'least'
    const wanted = `wanted ${this.#side} ${shown(this.#limit)}`
    return [`${name} came to ${shown(this.#best)} at ${extreme}, ${wanted}`]
  }
}

/** Whether something is so, which has no number. */
export class State implements ConditionCheck {
  readonly #isSo: () => boolean
  readonly #words: readonly [isNot: string, is: string]
  #holds = false
  #ever = false

  /** @param words what to say when it is not so, and when it is */
  constructor(isSo: () => boolean, words: readonly [isNot: string, is: string]) {
    this.#isSo = isSo
    this.#words = words
  }

  look(): boolean {
    this.#holds = this.#isSo()
    this.#ever ||= this.#holds
    return this.#holds
  }

  seen(): string {
    return this.#words[Number(this.#holds)]
  }

  nearest(): string[] {
    return [this.#ever ? `${this.#words[1]} at times` : `${this.#words[0]} all the time`]
  }
}

/** Whether a condition has held for some time without a break. */
export class Lasting implements ConditionCheck {
  readonly #of: ConditionCheck
  readonly #forMs: Ms
  readonly #length: string
  #since: Ms | undefined
  #holds = false

  constructor(of: ConditionCheck, forMs: Ms, length: string) {
    this.#of = of
    this.#forMs = forMs
    this.#length = length
  }

  look(now: Ms): boolean {
    if (this.#of.look(now)) this.#since ??= now
    else this.#since = undefined
    return (this.#holds = this.#since !== undefined && hasReached(now - this.#since, this.#forMs))
  }

  seen(): string {
    return this.#holds ? `${this.#of.seen()}, for ${this.#length}` : this.#of.seen()
  }

  nearest(): string[] {
    return this.#of.nearest().map(sentence => `${sentence}, for ${this.#length}`)
  }
}

/** Whether all of some conditions hold, or any of them. */
export class Several implements ConditionCheck {
  readonly #all: readonly ConditionCheck[]
  readonly #isAll: boolean
  #held: readonly boolean[] = []
  #holds = false

  constructor(is: 'allOf' | 'anyOf', all: readonly ConditionCheck[]) {
    this.#isAll = is === 'allOf'
    this.#all = all
  }

  look(now: Ms): boolean {
    this.#held = this.#all.map(one => one.look(now))
    this.#holds = this.#isAll ? this.#held.every(Boolean) : this.#held.some(Boolean)
    return this.#holds
  }

  /** Those that made it so. */
  seen(): string {
    const deciding = this.#all.filter((_, i) => this.#held[i] === this.#holds)
    return deciding.map(one => one.seen()).join(' and ')
  }

  nearest(): string[] {
    return this.#all.flatMap(one => one.nearest())
  }
}

/** Whether a condition does not hold. */
export class Opposite implements ConditionCheck {
  readonly #of: ConditionCheck

  constructor(of: ConditionCheck) {
    this.#of = of
  }

  look(now: Ms): boolean {
    return !this.#of.look(now)
  }

  seen(): string {
    return this.#of.seen()
  }

  nearest(): string[] {
    return this.#of.nearest()
  }
}
