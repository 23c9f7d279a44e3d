/** What is wrong is told with its place: the word that was written, and the option in it. */
import { call, clients, goal, heatMap, service, simulate, store, system } from 'gameday'
import { expect as expectRun } from 'gameday/expect'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from './support/mistakes.ts'

const shop = system('shop', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({ handle: call('db') }),
  db: store({ time: '5ms' }),
})
const run = simulate(shop, { for: '1s' })
const odd = anything('soon')

const placeOf = (declare: () => unknown): string | undefined => problemsOf(declare)[0]?.where

describe('the place of a mistake', () => {
  it.each<[where: string, declare: () => unknown]>([
    ['goal.availability(…)', () => goal.availability(odd)],
    ['goal.availability(…)', () => goal.availability('99%', odd)],
    ['goal.availability(…) › between', () => goal.availability('99%', { between: [odd, '1s'] })],
    ['goal.availability(…) › form', () => goal.availability('99%', anything({ form: '1s' }))],
    ['goal.latency(…)', () => goal.latency(odd, '1s')],
    ['goal.recovers(…) › from', () => goal.recovers('1s', { from: odd })],
    ['goal.recovers(…) › every', () => goal.recovers('1s', { every: odd })],
    [
      'goal.returnsToSteadyState(…) › tolerance',
      () => goal.returnsToSteadyState({ tolerance: odd }),
    ],
    ['goal.returnsToSteadyState(…) › within', () => goal.returnsToSteadyState({ within: odd })],
    ['goal.trips(…) › within', () => goal.trips('web->db', { within: odd })],
    ['goal.goodput(…) › capacity', () => goal.goodput('90%', { capacity: odd })],
    ['goal.queueBound(…)', () => goal.queueBound('db', {})],
    ['goal.queueBound(…) › wait', () => goal.queueBound('db', { wait: odd })],
    ['goal.blastRadius(…) › below', () => goal.blastRadius({ to: ['db'], below: odd })],
    [
      'goal.errorBudget(…) › timeSlices › of',
      () => goal.errorBudget('9%', { timeSlices: { of: odd } }),
    ],
  ])('in a goal is %s', (where, declare) => {
    expect(placeOf(declare)).toBe(where)
  })

  it.each<[where: string, ask: () => unknown]>([
    ['at', () => run.availability({ at: odd })],
    ['on', () => run.on(odd)],
    ['class', () => run.requests({ class: odd })],
    ['between', () => run.availability({ between: [odd, '1s'] })],
    ['every', () => run.series('p99', { every: odd })],
    ['every', () => run.health({ every: '7ms' })],
    ['every', () => heatMap(run, { every: odd })],
    ['to', () => goal.blastRadius({ to: ['dbb'] }).judge(run)],
  ])('in a question is %s', (where, ask) => {
    expect(placeOf(ask)).toBe(where)
  })

  it('in a matcher is the matcher, and the goal by which it judges', () => {
    expect(placeOf(() => expectRun(run).toStayAvailable(odd))).toBe(
      'expect(…).toStayAvailable(…) › goal.availability(…)',
    )
  })
})
