/** What is worth a second look before anything runs: the word `lint`. */
import { UsageError } from '../../kernel/errors.ts'
import { noSystem, System } from '../system.ts'
import type { LintFinding } from './finding.ts'
import { findingsIn } from './findings.ts'
import { lintText } from './lint-text.ts'

/**
 * Reads a declaration and tells, with figures and the line to write, what cannot do what it is
 * there for (warnings, as `system.warnings` has them) and what is worth knowing besides (advice).
 * Nothing is run, and nothing refused. What is meant so is accepted by the name of its rule, with a
 * reason: the option `accept: { 'layered-retries': 'the supplier asks for it' }` of `system`.
 *
 * @returns the findings, frozen, warnings first; as a text with `String(…)`
 * @throws UsageError when it is given no system
 * @example
 * const shop = system('shop', {
 *   users: clients({ rate: '100/s', call: 'web' }),
 *   web: service({ handle: call('db', { deadline: '1s', retry: { base: '2s' } }) }),
 *   db: store({ time: '5ms' }),
 * })
 * lint(shop).map(({ rule }) => rule) // ['backoff-over-deadline']
 */
export function lint(system: System): readonly LintFinding[] {
  if (!(system instanceof System)) throw new UsageError(noSystem(system, 'lint'))
  const { name, data, options } = system
  const findings = findingsIn(data, options.accept ?? {})
  const text = { value: () => lintText(name, findings) }
  return Object.freeze(Object.defineProperty(findings, 'toString', text))
}
