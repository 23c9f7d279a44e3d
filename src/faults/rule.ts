/**
 * Rules: how failure is assumed to spread, beside what emerges from the model. A rule is built of a
 * condition and of faults that begin by it, and is nothing more than that.
 */
import * as v from 'valibot'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { check, listOf, message, options, readBy, shown } from '../kernel/schema.ts'
import type { Condition } from './condition.ts'
import { conditionIn } from './condition.ts'
import type { ConditionData } from './condition-data.ts'
import { conditionFrom } from './condition-from-json.ts'
import { Fault, type FaultData } from './fault.ts'
import { faultFrom } from './from-json.ts'
import { quoted } from './sentence.ts'
import type { WhenOptions } from './timing-options.ts'

/** A trigger and its effects. */
export type RuleSpec<When extends string = string, Target extends string = string> = WhenOptions & {
  /** What triggers it. */
  readonly when: Condition<When>
  /** What it leads to: faults without times of their own. */
  readonly effects: readonly Fault<Target>[]
}

/** A rule as JSON holds it. */
export type RuleData = {
  /** What reports call it. */
  readonly name: string
  /** The condition that starts it. */
  readonly when: ConditionData
  /** The faults that it leads to. */
  readonly effects: readonly FaultData[]
  /** How long it waits, and how often it may act. */
  readonly options: WhenOptions
}

/** How failure is assumed to spread: a condition, and the faults that it leads to. */
export class Rule<out Target extends string = string> {
  readonly name: string
  /** Its effects as faults that wait for its condition. */
  readonly faults: readonly Fault<Target>[]
  readonly #data: RuleData
  readonly #sentence: string

  /** Use the word `rule`. */
  constructor(name: string, { when, effects, ...options }: RuleSpec<Target, Target>) {
    this.name = name
    this.faults = Object.freeze(effects.map(fault => fault.when(when, options)))
    const data = effects.map(fault => fault.toJSON())
    this.#data = Object.freeze({ name, when: when.data, effects: data, options })
    const words = Object.entries(options).map(([word, time]) => `, ${word}: ${written(time)}`)
    const [trigger, list] = [`when: ${when}`, `effects: [${effects.join(', ')}]`]
    this.#sentence = `rule(${quoted(name)}, { ${trigger}, ${list}${words.join('')} })`
    Object.freeze(this)
  }

  /** The sentence that declares it. */
  toString(): string {
    return this.#sentence
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Plain data; `ruleFrom` makes the rule again. */
  toJSON(): RuleData {
    return this.#data
  }
}

/**
 * Declares how failure is assumed to spread, beside what emerges from the model: what triggers it
 * and what that leads to, for as long as the trigger holds or for a time. Give it to `simulate`.
 *
 * @param name what reports call it
 * @param spec `when`: the trigger; `effects`: faults aimed at components or at groups of them
 * (`upstreamOf`, `downstreamOf`, `dependentsOf`); `after`: the delay; `for`: how long the effects
 * last, by default while the trigger holds; `cooldown`: not again before so long
 * @throws UsageError with every mistake in it
 * @example
 * const spreads = rule('db overload spreads', {
 *   when: queueOf('db').above(100),
 *   effects: [slow(dependentsOf('db'), { factor: 3 }), openBreaker('product->db')],
 *   after: '2s',
 *   for: '30s',
 * })
 * simulate(shop, { for: '1m', rules: [spreads] })
 */
export function rule<When extends string, Target extends string>(
  name: string,
  spec: RuleSpec<When, Target>,
): Rule<When | Target> {
  const problems: Problem[] = []
  if (typeof name !== 'string' || name === '') {
    const fix = "write rule('overload spreads', { … })"
    problems.push({ what: `${shown(name)} is no name for a rule`, where: 'rule', fix })
  }
  const result = check(ruleSchema, spec, `rule(${shown(name)})`)
  if (!result.ok) problems.push(...result.problems)
  if (problems.length > 0) throw new UsageError(problems)
  return new Rule<When | Target>(name, spec)
}

/**
 * Makes a rule again from its JSON.
 *
 * @param data what `JSON.parse` makes of a rule that was written with `JSON.stringify`
 * @throws UsageError when it is none
 * @example
 * const spreads = rule('down', { when: isDown('db'), effects: [errors(upstreamOf('db'))] })
 * ruleFrom(JSON.parse(JSON.stringify(spreads)))
 */
export function ruleFrom(data: RuleData): Rule {
  const { name, when, effects, options } = (data ?? {}) as Partial<RuleData>
  if (typeof name === 'string' && Array.isArray(effects)) {
    return rule(name, { when: conditionFrom(when), effects: effects.map(faultFrom), ...options })
  }
  const fix = 'give what JSON.parse makes of JSON.stringify(rule)'
  throw new UsageError({ what: `${shown(data)} is no rule`, where: 'ruleFrom', fix })
}

const example = "[slow('web', { factor: 3 })]"

const anEffect = v.pipe(
  v.instance(Fault, issue => message(`${shown(issue.input)} is no fault`, `write ${example}`)),
  v.check(
    ({ timing }) => (timing.when ?? timing.until ?? timing.randomly ?? timing.every) === undefined,
    issue => message(`${shown(`${issue.input}`)} has times of its own`, 'leave them to the rule'),
  ),
)

const ruleSchema = options({
  when: readBy(conditionIn),
  effects: listOf(anEffect, example),
  for: v.optional(v.unknown()),
  after: v.optional(v.unknown()),
  cooldown: v.optional(v.unknown()),
})

const written = (time: unknown): string => (typeof time === 'string' ? quoted(time) : `${time}`)
