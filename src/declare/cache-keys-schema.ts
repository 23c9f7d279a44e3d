/** What is said of the keys of a cache must look like this, and becomes what the engine takes. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import { numberThat, oneOf, type Schema, yesOrNo } from '../kernel/schema.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import { aShare, durationOver0 } from '../kernel/unit-schemas.ts'
import type { AgesData, KeysData, RenewalData } from './data.ts'
import { keysSchema } from './keys-schema.ts'
import { mistakesInWarmth, warmSchema } from './warm-schema.ts'

const beta = numberThat(
  value => value > 0 && value <= 1_000,
  'a number over 0 and up to 1_000',
  'earlyRefresh: 1',
)

const coalesce: Schema<boolean | 'perReplica'> = v.lazy(written =>
  typeof written === 'string' ? oneOf(['perReplica']) : yesOrNo,
)

/** What may be said of the keys of a cache. */
export const keysEntries = {
  key: v.optional(keysSchema),
  ttl: v.optional(durationOver0()),
  hitRatio: v.optional(aShare),
  spread: v.optional(aShare, 0),
  coalesce: v.optional(coalesce, false),
  staleFor: v.optional(durationOver0()),
  staleIfError: v.optional(durationOver0()),
  earlyRefresh: v.optional(beta),
  refreshAhead: v.optional(aShare, 0),
  negativeTtl: v.optional(durationOver0()),
  warm: v.optional(warmSchema),
}

type Written = v.InferOutput<v.ObjectSchema<typeof keysEntries, undefined>>

/** What of it needs keys that age, and what needs keys at all. */
const needAge = ['spread', 'staleFor', 'staleIfError', 'earlyRefresh', 'refreshAhead'] as const
const needKeys = ['ttl', ...needAge, 'coalesce', 'negativeTtl', 'warm'] as const

/** What makes a miss more than the asker's own affair. */
const renewing = [
  'coalesce',
  'staleFor',
  'staleIfError',
  'earlyRefresh',
  'refreshAhead',
  'negativeTtl',
] as const

/** What contradicts itself in what is said of keys. */
export function contradictionsInKeys(written: Written): Problem[] {
  const { key, hitRatio, ttl } = written
  if ((key === undefined) === (hitRatio === undefined)) return [eitherOr]
  const needless = (names: readonly (keyof Written)[]): (keyof Written)[] =>
    names.filter(name => Boolean(written[name]))
  if (key === undefined) return needless(needKeys).map(withoutKeys)
  const warmth = written.warm ? [...mistakesInWarmth(written.warm, key)] : []
  if (ttl === undefined) return [...warmth, ...needless(needAge).map(withoutAge)]
  return [...warmth, ...inTimes({ ...written, ttl })]
}

function* inTimes({ ttl, ...written }: Written & { readonly ttl: Ms }): Generator<Problem> {
  const { spread, refreshAhead, staleFor = 0, staleIfError = 0 } = written
  if (spread === 1) {
    const what = 'spread: "100%" lets entries live for no time at all'
    yield { what, where: 'spread', fix: "write less, as in spread: '10%'" }
  }
  if (refreshAhead === 1) {
    const life = exactDuration(ttl)
    const what = `refreshAhead: "100%" renews an entry from its first hit on, not near ${life}`
    yield { what, where: 'refreshAhead', fix: "write less, as in refreshAhead: '20%'" }
  }
  if (staleIfError > 0 && staleIfError <= staleFor) {
    const [spare, served] = [staleIfError, staleFor].map(exactDuration)
    const times = `${spare}, but is served for ${served} anyway`
    const fix = 'let staleIfError be longer than staleFor, or leave it out'
    yield { what: `a stale entry stands in for ${times}`, where: 'staleIfError', fix }
  }
}

const eitherOr: Problem = {
  what: 'a cache is asked either for keys or with a hit ratio',
  fix: "give key: 10_000 (and a ttl), or hitRatio: '95%'",
}

const withoutKeys = (name: string): Problem => ({
  what: `a hit ratio has no ${name}`,
  where: name,
  fix: `leave ${name} out, or give key instead of hitRatio`,
})

const withoutAge = (name: string): Problem => ({
  what: `${name} is about the age of entries, and without a ttl they do not age`,
  where: name,
  fix: `give a ttl, or leave ${name} out`,
})

/** How keys or hits are decided, with everything filled in. */
export function keysOf(written: Written): KeysData {
  const { key, hitRatio = 0 } = written
  if (key === undefined) return { hitRatio }
  const { warm = null } = written
  return { keys: key, ages: agesOf(written), renewal: renewalOf(written), warm }
}

const agesOf = ({ ttl = Infinity, ...written }: Written): AgesData => ({
  ttlMs: ttl,
  spread: written.spread,
  staleForMs: written.staleFor ?? 0,
  staleIfErrorMs: written.staleIfError ?? 0,
  aheadMs: written.refreshAhead === 0 ? 0 : written.refreshAhead * ttl,
  beta: written.earlyRefresh ?? 0,
})

/** Null when each caller fills what it misses, and nothing is renewed: the usual case. */
function renewalOf(written: Written): RenewalData | null {
  const { coalesce, negativeTtl = 0 } = written
  if (!renewing.some(name => written[name])) return null
  return {
    isShared: coalesce !== false,
    perReplica: coalesce === 'perReplica',
    negativeTtlMs: negativeTtl,
  }
}
