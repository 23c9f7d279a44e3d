/** Why each kind of change helps, and what it takes while things go wrong, in a few words. */
import type { System } from '../../declare/index.ts'
import type { Run } from '../../record/run.ts'
import { draftOf } from '../../declare/draft.ts'
import type { KindName } from './catalogue/index.ts'
import { fullAgain } from './full-again.ts'
import * as measures from './measures.ts'
import type { Seen } from './measures.ts'
import type { Remedy } from './remedy.ts'

type Said = string | ((seen: Seen) => string)

/** What is said of a kind of change; empty where nothing is to be said. */
type Row = {
  /** Why it helps. */
  readonly helps: Said
  /** What it takes, of those who run the system or of those who ask. */
  readonly takes: Said
}

const inTime: Row = {
  helps: seen => `what gets in is answered in time${measures.lessWork(seen)}`,
  takes: measures.turnedAway,
}
const fewer: Row = {
  helps: ({ place }) => `fewer attempts of ${place}`,
  takes: 'what fails by chance is not asked again',
}
const nothing = ''

/** A row for each kind of change. */
const rows: { readonly [K in KindName]: Row } = {
  'time-out': { helps: 'calls that wait give their slots back then', takes: measures.givenUp },
  'retry budget': { helps: 'retries stop where most fail', takes: measures.refused },
  'no retries': fewer,
  'fewer retries': fewer,
  'larger budget': { helps: 'retries are not refused', takes: measures.withoutLimit },
  'queue bound': inTime,
  'short queue': inTime,
  breaker: {
    helps: seen => `${measures.calleeOf(seen)} is left alone while it is open`,
    takes: measures.byBreaker,
  },
  'breaker by share': {
    helps: seen => `a few failures do not open it${measures.neverOpen(seen)}`,
    takes: 'opens later at a full outage',
  },
  'sooner breaker': { helps: 'it opens sooner', takes: measures.byBreaker },
  'no breaker': { helps: 'nothing is turned away', takes: 'nothing stops calls at a full outage' },
  coalescing: { helps: measures.askedOnce, takes: nothing },
  staggering: { helps: 'entries do not expire all at once', takes: nothing },
  'later redelivery': { helps: 'a delivery comes after the fault', takes: measures.latestMessage },
  capacity: { helps: 'messages wait and are not turned away', takes: measures.longestWait },
  deliveries: { helps: 'a delivery comes after the fault', takes: measures.latestMessage },
  visibility: { helps: 'slow workers are not overtaken', takes: measures.latestMessage },
  'larger pool': { helps: nothing, takes: measures.moreConnections },
  'shorter wait': { helps: 'slots are not held by calls that wait', takes: measures.givenUp },
  'separate pool': { helps: nothing, takes: measures.ownPool },
  'less ejection': {
    helps: seen => `the others are not overrun${measures.noneEjected(seen)}`,
    takes: 'a bad replica stays in use longer',
  },
  CoDel: inTime,
  'deadlines handed on': { helps: 'no work is done in vain', takes: nothing },
  deadline: { helps: 'calls that wait give their slots back then', takes: nothing },
  jitter: { helps: 'retries do not come all at once', takes: nothing },
  resource: { helps: nothing, takes: fullAgain },
  fallback: { helps: nothing, takes: nothing },
  'stale answers': { helps: nothing, takes: nothing },
  bulkhead: { helps: 'it cannot hold all slots of its caller', takes: 'calls beyond it fail' },
  ejection: { helps: 'replicas that fail are left out', takes: 'the others carry their load' },
  'health checks': { helps: 'replicas that are down are left out', takes: 'probes each second' },
  'keep-alive': { helps: 'calls find a connection', takes: measures.moreKept },
  'one retry': { helps: measures.toAnother, takes: measures.askedTwice },
  hedge: { helps: nothing, takes: measures.askedTwice },
  'newest first': inTime,
  'more slots': { helps: nothing, takes: measures.slotsInUse },
  'more replicas': { helps: nothing, takes: measures.moreMachines },
  'fewer slots': { helps: 'what is behind is not overrun', takes: nothing },
}

/** Why a remedy helps, and what it takes. */
export type Worth = {
  /** Empty where its name says so. */
  readonly helps: string
  readonly takes: readonly string[]
}

/** A declaration, and the run that was played of it. */
type Played = { readonly run: Run; readonly system: System }

/** What is said of a remedy, by what was measured without it and with it. */
export function worthIn(remedy: Remedy, before: Played, after: Played): Worth {
  const [was, is] = [draftOf(before.system), draftOf(after.system)]
  const said = remedy.map(({ kind, place }) => {
    const seen: Seen = { place, was, is, before: before.run, after: after.run }
    const { helps, takes } = rows[kind as KindName]
    return [measures.neverBegins(seen) || textOf(helps, seen), textOf(takes, seen)] as const
  })
  const distinct = (all: readonly string[]): string[] => [...new Set(all)].filter(Boolean)
  return {
    helps: distinct(said.map(([helps]) => helps)).join(', '),
    takes: distinct(said.map(([, takes]) => takes)),
  }
}

const textOf = (said: Said, seen: Seen): string => (typeof said === 'string' ? said : said(seen))
