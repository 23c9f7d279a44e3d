/** Finite resources of a component that leak, or that something else has used up. */
import type { Problem } from '../../kernel/errors.ts'
import { faultKind } from '../kind.ts'
import { amount, orElse, unless, word } from '../option.ts'
import { quoted } from '../sentence.ts'

/** The resources of a component of which there is so much and no more. */
export const stockNames = [
  'memory',
  'diskSpace',
  'fileDescriptors',
  'threads',
  'connections',
  'ports',
] as const

/** A resource of which a component has so much and no more. */
export type StockName = (typeof stockNames)[number]

const noLeak: Problem = {
  what: 'this leak loses nothing',
  fix: "say how much a request loses, { each: '1MB' }, or a second, { perSecond: '10MB' }",
}

export const resourceFaults = {
  /** It loses some with each request, or with time. */
  leak: faultKind('leak', {
    options: {
      of: orElse(word(stockNames), 'memory'),
      each: unless(amount, 0),
      perSecond: unless(amount, 0),
    },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    mistakes: ({ each, perSecond }) => (each + perSecond > 0 ? [] : [noLeak]),
    effect: ({ of, each, perSecond }) => ({
      leak: { of, perRequest: each, perMs: perSecond / 1000 },
    }),
  }),
  /** Nothing of it is left. */
  exhaust: faultKind('exhaust', {
    options: { of: word(stockNames) },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: ({ of }) => ({ exhausts: of }),
    shown: ({ of }) => quoted(of),
  }),
}
