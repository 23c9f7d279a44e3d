/**
 * What is well declared and yet cannot do what it is there for: told with the figures, as warnings,
 * since somebody may want to see just that.
 */
import type { Problem } from '../kernel/errors.ts'
import { exactDuration, formatMs, formatShare, type Ms } from '../kernel/units.ts'
import { mayEject, outlierSettings } from '../policies/outlier-detection/options.ts'
import { type RetryOptions, retrySettings } from '../policies/retry/options.ts'
import {
  type CallPolicy,
  everyStep,
  type HandlerData,
  sequencesOf,
  type SystemData,
} from './data.ts'
import { calleeOf } from './graph.ts'
import { type Traffic, trafficOf } from './traffic.ts'

/** A call as it is declared: who makes it, whom it asks, and by which policies. */
type Declared = { readonly name: string; readonly caller: string; readonly policy: CallPolicy }

/** Everything about a declaration that is worth a second look. */
export function warningsIn(data: SystemData): Problem[] {
  const most = trafficOf(data, 'all misses')
  const least = trafficOf(data, 'all hits')
  return onceEach([
    ...callsIn(data).flatMap(call => [
      ...timesOf(data, call),
      ...uselessIn(call),
      ...(most === undefined ? [] : rareBreakers(data, most, call)),
    ]),
    ...(least === undefined ? [] : overloaded(data, least)),
    ...ejectingNobody(data),
  ])
}

/** Calls of one name that are declared alike, step by step, deserve one warning. */
function onceEach(problems: readonly Problem[]): Problem[] {
  const said = new Map(problems.map(problem => [`${problem.where}: ${problem.what}`, problem]))
  return [...said.values()]
}

function callsIn({ parts }: SystemData): Declared[] {
  return [...parts].flatMap(([caller, part]) =>
    sequencesOf(part).flatMap(([, steps]) =>
      [...everyStep(steps)].flatMap(step => {
        const callee = calleeOf(step)
        if (callee === null || !('policy' in step)) return []
        const name = `${caller}->${callee}`
        return layersOf(step.policy).map(policy => ({ name, caller, policy }))
      }),
    ),
  )
}

/** The policies of a call layer by layer, each with the deadline that holds for it. */
function layersOf(policy: CallPolicy, whole: Ms = Infinity): CallPolicy[] {
  const deadline = Math.min(policy.deadline, whole)
  const within = policy.inner === null ? [] : layersOf(policy.inner, deadline)
  return [{ ...policy, deadline }, ...within]
}

/** Time limits that never come to pass, because another one does first. */
function timesOf({ parts }: SystemData, { name, caller, policy }: Declared): Problem[] {
  const part = parts.get(caller)
  const patience = part?.kind === 'clients' ? part.timeoutMs : Infinity
  const whole = Math.min(policy.deadline, patience)
  const whose = patience < policy.deadline ? 'the client’s time-out' : 'the deadline'
  const { timeout: timeoutMs, retry } = policy
  if (whole === Infinity || timeoutMs === Infinity) return []
  if (timeoutMs >= whole) {
    const attempt = `an attempt may take ${exactDuration(timeoutMs)}`
    return [
      {
        what: `${attempt}, but ${whose} is ${exactDuration(whole)}`,
        where: name,
        fix: `write a timeout under ${exactDuration(whole)}, or leave it out`,
      },
    ]
  }
  if (retry === null) return []
  const longest = longestMs(retry, timeoutMs)
  if (longest <= whole) return []
  const { attempts } = retrySettings(retry)
  const all = `${attempts} attempts of ${exactDuration(timeoutMs)} and the waits between them`
  return [
    {
      what: `${all} take up to ${formatMs(longest)}, but ${whose} is ${exactDuration(whole)}`,
      where: name,
      fix: 'shorten the attempts or their number, or give the call more time',
    },
  ]
}

/** How long all attempts take when each is timed out, and each wait is as long as it can be. */
function longestMs(retry: RetryOptions, timeoutMs: Ms): Ms {
  const { attempts, base, factor, cap, backoff } = retrySettings(retry)
  let [total, wait] = [attempts * timeoutMs, base]
  for (let n = 1; n < attempts; n++) {
    total += Math.min(cap, backoff === 'linear' ? n * base : wait)
    if (backoff === 'exponential') wait = Math.min(cap, wait * factor)
  }
  return total
}

/** Policies of which one makes another pointless. */
function uselessIn({ name, policy }: Declared): Problem[] {
  if (!policy.optional || policy.fallback?.standIn !== 'value') return []
  return [
    {
      what: 'the call is optional and has a value to fall back on: each alone would do',
      where: name,
      fix: 'keep one of optional and fallback',
    },
  ]
}

/** Breakers that never see as many calls as they need to open. */
function rareBreakers(
  { parts }: SystemData,
  traffic: Traffic,
  { name, caller, policy: { breaker } }: Declared,
): Problem[] {
  if (breaker === null || breaker.window === undefined) return []
  const { window, minimumCalls } = breaker
  const part = parts.get(caller)
  const replicas = part?.kind === 'clients' ? 1 : (part?.replicas ?? 1)
  const rate = (traffic.calls.get(name) ?? 0) / replicas
  const seen = rate * window
  if (seen >= minimumCalls || rate === 0) return []
  const each = replicas === 1 ? '' : ' for each replica'
  return [
    {
      what:
        `about ${round(seen)} calls come in a window of ${exactDuration(window)}${each}, and the ` +
        `breaker opens after ${minimumCalls} at the least`,
      where: name,
      fix: `write minimumCalls: ${Math.max(1, Math.floor(seen / 2))}, or a longer window`,
    },
  ]
}

/** Components that more work comes to than all their slots can do, before anything goes wrong. */
function overloaded({ parts }: SystemData, { busy, requests }: Traffic): Problem[] {
  return [...parts].flatMap(([name, part]): Problem[] => {
    if (part.kind === 'clients') return []
    const slots = slotsOf(part)
    const wanted = busy.get(name) ?? 0
    if (wanted < slots) return []
    const rate = round((requests.get(name) ?? 0) * 1_000)
    return [
      {
        what:
          `${rate} requests a second bring more work than ${slots} slots can do: ` +
          `${formatShare(wanted / slots)} of it, while nothing is wrong`,
        where: name,
        fix: `give it more than ${Math.floor(wanted)} slots (concurrency × replicas), or less load`,
      },
    ]
  })
}

/** Outlier detection that may not eject a single replica: each is more than its share. */
function ejectingNobody({ parts }: SystemData): Problem[] {
  return [...parts].flatMap(([where, part]): Problem[] => {
    const outliers = part.kind === 'clients' ? null : part.balancing?.outliers
    if (part.kind === 'clients' || outliers === null || outliers === undefined) return []
    const { replicas } = part
    const settings = outlierSettings(outliers)
    if (mayEject(settings, 0, replicas)) return []
    const share = formatShare(settings.most)
    return [
      {
        what: `outlierDetection never ejects anybody: one of ${replicas} is more than ${share}`,
        where,
        fix: 'write alwaysEjectOneHost: true, a greater share, as in most: 0.5, or more replicas',
      },
    ]
  })
}

const slotsOf = ({ concurrency, replicas }: HandlerData): number => concurrency * replicas

/** Two figures are enough to see what is meant. */
const round = (value: number): number => Number(value.toPrecision(2))
