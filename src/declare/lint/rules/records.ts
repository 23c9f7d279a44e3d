/** Optimistic writes that are tried again in vain, or all at once. */
import { often } from '../../../kernel/figures.ts'
import { firstWaitMs, waitsMs } from '../limits.ts'
import type { RetryOptions } from '../../../policies/retry/options.ts'
import { retrySettings } from '../../../policies/retry/settings.ts'
import type { CallLayer } from '../calls.ts'
import type { Figures } from '../figures.ts'
import type { Told } from '../rule.ts'

/** What a write fails with when somebody wrote since the read. */
const CONFLICT = 409

/** Two attempts at once bring no storm: most conflicts are over with the second. */
const BEARABLE = 2

/** How often a layer tries again what has met a conflict; 0 for never. */
function retriesOf({ policy: { retry } }: CallLayer): number {
  if (retry === null) return 0
  const { attempts, on } = retrySettings(retry)
  return on.includes('error') || on.includes(CONFLICT) ? attempts - 1 : 0
}

const comparesIn = ({ step }: CallLayer): boolean =>
  step.step === 'call' && step.record?.does === 'compareAndSet'

/** A retry of just the write knows no more than the attempt that met the conflict. */
export const comparesAgain = ({ layers }: Figures): Told[] =>
  layers.flatMap(layer => {
    const retries = retriesOf(layer)
    if (!comparesIn(layer) || retries === 0) return []
    const what =
      `a write that met a conflict is tried again ${often(retries)} with what was read before: ` +
      `it meets it again, with code ${CONFLICT}`
    const fix =
      `move the retry to the calls of ${layer.caller}, which read first, ` +
      "or write on: ['timeout', 'rejected']"
    return [{ at: layer.name, what, fix }]
  })

/** The whole is tried again, from the read on, but with no time for others to be done. */
export function comparesAtOnce({ layers }: Figures): Told[] {
  const optimistic = new Set(layers.filter(comparesIn).map(({ from }) => from))
  return layers.flatMap(layer => {
    const retries = retriesOf(layer)
    const { retry } = layer.policy
    if (retry === null || retries < BEARABLE || !optimistic.has(layer.to)) return []
    if (!isAtOnce(retry)) return []
    const what =
      `what met a conflict is tried again ${often(retries)} without a pause: the more are under ` +
      'way, the more of them fail, and each that fails is one more'
    const fix = "write base: '20ms', jitter: 'full', and fewer attempts"
    return [{ at: layer.name, what, fix }]
  })
}

const isAtOnce = (retry: RetryOptions): boolean => firstWaitMs(retry) === 0 && waitsMs(retry) === 0
