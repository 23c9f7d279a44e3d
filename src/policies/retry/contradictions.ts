/** What of a retry is well said by itself, but not together. */
import type { Problem } from '../../kernel/errors.ts'
import { basesFromTo } from './bases.ts'
import type { Jitter, RetryOptions } from './options.ts'
import { retrySettings } from './settings.ts'

/** Jitters that say themselves how the wait grows. */
const GROW_BY_THEMSELVES = new Set<Jitter>(['fullEnvoy', 'decorrelated', 'decorrelatedV2'])

/** What grows, and what a list of waits leaves nothing of. */
const GROWING = ['backoff', 'base', 'bases', 'factor', 'cap', 'capAfterJitter'] as const

/** The mistakes in options that are each well said. */
export function contradictions(options: RetryOptions): Problem[] {
  const { attempts } = retrySettings(options)
  const problems = options.delays === undefined ? ofGrowth(options) : ofList(options)
  if (attempts === 1 && options.budget !== undefined) {
    problems.push({
      what: 'attempts is 1, so there is no retry for the budget to pay',
      fix: 'write attempts: 3',
    })
  }
  return [...problems, ...ofJitter(options)]
}

function ofList(options: RetryOptions): Problem[] {
  const said = GROWING.filter(name => options[name] !== undefined)
  if (said.length === 0) return []
  const what = `delays lists the waits one by one, and would not heed ${said.join(', ')}`
  return [{ what, fix: `leave ${said.join(', ')} out, or delays` }]
}

function ofGrowth(options: RetryOptions): Problem[] {
  const { base, bases, cap, backoff } = retrySettings(options)
  const problems: Problem[] = []
  const [, highest] = basesFromTo(base, bases)
  if (cap < highest) {
    problems.push({
      what: `cap is ${cap} ms and base ${highest} ms, so every wait would be the cap`,
      fix: `write a cap of at least ${highest}, or a base of at most ${cap}`,
    })
  }
  if (options.factor !== undefined && backoff !== 'exponential') {
    problems.push({
      what: `factor is for backoff 'exponential', but backoff is '${backoff}'`,
      fix: "write backoff: 'exponential', or leave factor out",
    })
  }
  return problems
}

function ofJitter(options: RetryOptions): Problem[] {
  const { jitter, capAfterJitter, jitterBeyondCap } = retrySettings(options)
  const problems: Problem[] = []
  const found = (what: string, fix: string): number => problems.push({ what, fix })
  if (options.spread !== undefined && jitter !== 'plusMinus') {
    found(
      `spread says how far 'plusMinus' strays, but jitter is '${jitter}'`,
      "write jitter: 'plusMinus', or leave spread out",
    )
  }
  if (jitterBeyondCap && jitter !== 'plusMinus') {
    found(
      `jitterBeyondCap lets 'plusMinus' stray, but jitter is '${jitter}'`,
      "write jitter: 'plusMinus', or leave jitterBeyondCap out",
    )
  }
  if (jitterBeyondCap && capAfterJitter) {
    found(
      'capAfterJitter keeps to the cap, and jitterBeyondCap does not',
      'leave one of the two out',
    )
  }
  if (!GROW_BY_THEMSELVES.has(jitter)) return problems
  if ((options.factor ?? options.backoff) !== undefined) {
    found(
      `jitter '${jitter}' grows by its own formula and would not heed backoff or factor`,
      'leave backoff and factor out',
    )
  }
  if (options.delays !== undefined) {
    found(
      `jitter '${jitter}' grows by its own formula and would not heed delays`,
      "write jitter: 'full', 'equal' or 'plusMinus', or leave delays out",
    )
  }
  return problems
}
