/** Ways to weaken a declaration, row by row: what protects is left out, or lets more through. */
import type { Written } from '../../declare/draft.ts'

/** How something that is declared is weakened; undefined where there is nothing of the kind. */
export type Weakening = {
  readonly what: string
  /** Where it may be declared. */
  readonly at: 'call' | 'part' | 'system'
  /** Writes it; tells whether there was anything to weaken. */
  readonly weaken: (declared: Written) => boolean
}

type At = Weakening['at']

/** An option that is left out. */
const without = (at: At, what: string, option: string): Weakening => ({
  what,
  at,
  weaken: declared => {
    const isLeftOut = leaveOut(holderOf(declared, option), option)
    if (isLeftOut) dropEmpty(declared)
    return isLeftOut
  },
})

/** One of the options of an option that is left out. */
const withoutIn = (what: string, option: string, ...inner: readonly string[]): Weakening => ({
  what,
  at: 'call',
  weaken: declared => {
    const options = holderOf(declared, option)[option]
    if (!isWritten(options)) return false
    return inner.map(name => leaveOut(options, name)).some(isLeftOut => isLeftOut)
  },
})

/** A number so many times as large, among the options of an option where one is named. */
const more = (
  { at, what, times }: { readonly at: At; readonly what: string; readonly times: number },
  option: string,
  inner?: { readonly name: string; readonly usual?: number },
): Weakening => ({
  what,
  at,
  weaken: declared => {
    const holder = holderOf(declared, option)
    const options = inner === undefined ? holder : holder[option]
    if (!isWritten(options)) return false
    const name = inner?.name ?? option
    const number = options[name] ?? inner?.usual
    if (typeof number !== 'number' || number === 0) return false
    options[name] = number * times
    return true
  },
})

/** What is weakened, one at a time. A new way is a row here. */
export const weakenings: readonly Weakening[] = [
  without('call', 'no time-out', 'timeout'),
  without('call', 'no deadline', 'deadline'),
  without('call', 'no retries', 'retry'),
  more({ at: 'call', what: 'twice the attempts', times: 2 }, 'retry', {
    name: 'attempts',
    usual: 3,
  }),
  withoutIn('no retry budget', 'retry', 'budget'),
  withoutIn('no jitter', 'retry', 'jitter'),
  without('call', 'no breaker', 'breaker'),
  more({ at: 'call', what: 'a breaker ten times as slow', times: 10 }, 'breaker', {
    name: 'consecutive',
  }),
  more({ at: 'call', what: 'a breaker that wants ten times the calls', times: 10 }, 'breaker', {
    name: 'minimumCalls',
  }),
  withoutIn('no rule for probes', 'breaker', 'probes', 'mode'),
  without('call', 'no fallback', 'fallback'),
  without('call', 'not optional', 'optional'),
  without('call', 'no bulkhead', 'bulkhead'),
  more({ at: 'call', what: 'a bulkhead ten times as large', times: 10 }, 'bulkhead', {
    name: 'limit',
  }),
  without('call', 'no rate limit', 'rateLimit'),
  without('call', 'no adaptive limit', 'limit'),
  without('call', 'no throttle', 'throttle'),
  without('call', 'no hedge', 'hedge'),
  without('call', 'a fill for each miss', 'coalesce'),
  without('call', 'no stagger of expiry', 'spread'),
  without('call', 'no stale answers on failure', 'staleIfError'),
  more({ at: 'part', what: 'a queue ten times as long', times: 10 }, 'queue'),
  without('part', 'no shedding', 'shedding'),
  without('part', 'no rate limit', 'rateLimit'),
  without('part', 'no adaptive limit', 'limit'),
  without('part', 'no health checks', 'health'),
  without('part', 'no outlier detection', 'outlierDetection'),
  without('part', 'one replica', 'replicas'),
  without('system', 'deadlines are not handed on', 'propagateDeadlines'),
]

/** Policies in an order of one's own stand in entries of a list. */
function holderOf(declared: Written, option: string): Written {
  const { policies } = declared
  if (!Array.isArray(policies)) return declared
  return (policies as Written[]).find(entry => entry[option] !== undefined) ?? declared
}

/** An entry without a policy is none. */
function dropEmpty(declared: Written): void {
  const { policies } = declared
  if (!Array.isArray(policies)) return
  declared['policies'] = policies.filter((entry: Written) => Object.keys(entry).length > 0)
}

function leaveOut(holder: Written, option: string): boolean {
  const had = holder[option]
  if (had === undefined || had === false) return false
  delete holder[option]
  return true
}

const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
