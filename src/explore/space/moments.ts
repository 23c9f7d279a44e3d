/** The times that matter in a system: time-outs, deadlines, what breakers wait for, lifetimes. */
import {
  type CallPolicy,
  everyStep,
  type HandlerData,
  type KeysData,
  type PartData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../../declare/data.ts'
import type { Ms } from '../../kernel/units.ts'
import { Waits } from '../../policies/circuit-breaker/waits.ts'
import { HEALTH_CHECK_DEFAULTS } from '../../policies/health-check/options.ts'
import type { BreakerOptions, RetryOptions } from '../../policies/index.ts'
import { outlierSettings } from '../../policies/outlier-detection/options.ts'
import { retrySettings } from '../../policies/retry/settings.ts'

/** Times at which a system changes its mind, in rising order, each once. */
export function momentsOf({ parts }: SystemData): readonly Ms[] {
  const all = [...parts.values()].flatMap(timesOf)
  return [...new Set(all)].filter(ms => ms >= 1 && ms < Infinity).sort((a, b) => a - b)
}

function timesOf(part: PartData): Ms[] {
  const own = part.kind === 'clients' ? [part.timeoutMs] : ofHandler(part)
  const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
  return [...own, ...steps.flatMap(ofStep)]
}

function ofStep(step: StepData): Ms[] {
  const keys = step.step === 'cached' ? ofKeys(step.keys) : []
  const held = step.step === 'call' ? (step.record?.ttlMs ?? 0) : 0
  return 'policy' in step ? [...ofPolicy(step.policy), ...keys, held] : keys
}

/** When replicas are taken out of use, and messages are handed out again. */
function ofHandler({ balancing, messages, shedding }: HandlerData): Ms[] {
  const { health = null, outliers = null } = balancing ?? {}
  const checks = health && { ...HEALTH_CHECK_DEFAULTS, ...health }
  const detection = outliers && outlierSettings(outliers)
  return [
    ...(checks ? [checks.every * checks.unhealthyAfter, checks.every * checks.healthyAfter] : []),
    ...(detection ? [detection.interval, detection.base] : []),
    ...(messages ? [messages.visibilityMs, messages.redeliverAfterMs] : []),
    shedding?.queueTimeout ?? Infinity,
  ]
}

function ofPolicy(policy: CallPolicy): Ms[] {
  const { timeout, deadline, retry, breaker, bulkhead, hedge, fallback, inner } = policy
  return [
    timeout,
    deadline,
    ...(retry === null ? [] : ofRetry(retry, timeout)),
    ...(breaker === null ? [] : ofBreaker(breaker)),
    bulkhead?.maxWait ?? Infinity,
    typeof hedge?.after === 'number' ? hedge.after : Infinity,
    fallback?.lastGoodMs ?? Infinity,
    ...(inner === null ? [] : ofPolicy(inner)),
  ]
}

/** The first pause, and how long it takes until the last attempt is given up, pauses left out. */
function ofRetry(retry: RetryOptions, timeoutMs: Ms): Ms[] {
  const { attempts, base } = retrySettings(retry)
  return [base, timeoutMs * attempts]
}

function ofBreaker(breaker: BreakerOptions): Ms[] {
  const slow = 'slowCallDuration' in breaker ? breaker.slowCallDuration : undefined
  return [new Waits(breaker.openFor).coming, breaker.window ?? Infinity, slow ?? Infinity]
}

/** How long entries live, and how long they stand in after that. */
function ofKeys(keys: KeysData): Ms[] {
  if (!('ages' in keys)) return []
  const { ttlMs, staleForMs, staleIfErrorMs } = keys.ages
  return [ttlMs, ttlMs + staleForMs, ttlMs + staleIfErrorMs, keys.renewal?.negativeTtlMs ?? 0]
}
