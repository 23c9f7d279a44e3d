/** Right calls of what takes a system or a run: questions, verdicts and matchers. */
import * as g from 'gameday'
import * as matchers from 'gameday/matchers'
import { brief, type Calls } from './calls.ts'
import { outage, run, shop } from './story.ts'

const question = { at: 'db', between: ['1s', '2s'] }

export const runCalls: Calls = {
  simulate: [
    (options: never) => g.simulate(shop, options),
    {
      ...brief,
      faults: [outage],
      rules: [],
      lookEvery: '50ms',
      strict: false,
      seed: '1',
      ties: 3,
      resolution: '100ms',
      trace: '1%',
    },
  ],
  start: [(options: never) => g.start(shop, options).runUntil('10ms'), { ...brief, seed: 1 }],
  step: [
    (options: never, moment: never) => {
      const simulation = g.start(shop, options)
      for (let i = 0; i < 50; i++) simulation.step()
      return simulation.runUntil(moment)
    },
    { ...brief, seed: 1 },
    '10ms',
  ],
  runUntil: [(moment: never) => g.start(shop, brief).runUntil(moment), '10ms'],
  availability: [(asked: never) => run.availability(asked), question],
  during: [(asked: never) => run.availability(asked), { on: 'web->db', during: outage }],
  after: [(asked: never) => run.requests(asked), { class: 'shoppers', after: outage }],
  latency: [(p: never, asked: never) => run.latency(p, asked), 'p99', question],
  slowerThan: [(limit: never, asked: never) => run.slowerThan(limit, asked), '1s', question],
  at: [(of: never, window: never) => run.at(of, window), 'db', { between: ['1s', '2s'] }],
  on: [(of: never, window: never) => run.on(of, window), 'web->db', { during: outage }],
  queue: [(of: never, window: never) => run.queue(of, window), 'jobs', { after: outage }],
  series: [(of: never, asked: never) => run.series(of, asked), 'p99', { at: 'db', every: '1s' }],
  depth: [(of: never, asked: never) => run.series(of, asked), 'depth', { at: 'jobs', every: '1s' }],
  health: [(asked: never) => run.health(asked), { on: 'web->db', every: '1s' }],
  trace: [(nr: never) => run.trace(nr), 3],
  breakdown: [(nr: never) => run.breakdown(nr), 3],
  facts: [(kind: never) => run.facts(kind), 'breaker'],
  dependencies: [(of: never) => shop.dependencies(of), 'db'],
  withLoad: [(loads: never) => g.withLoad(shop, loads), { shoppers: { rate: '5/s' } }],
  blastRadius: [
    (...args: never[]) => (g.blastRadius as (...all: never[]) => unknown)(...args),
    run,
    { below: 0.9, during: outage },
  ],
  decidedBy: [(goal: never) => g.decidedBy(goal, g.start(shop, brief)), g.goal.availability('99%')],
  explain: [g.explain, run, g.goal.availability('99%')],
  causesOf: [g.causesOf, run],
  times: [(asked: never) => run.times(asked), { of: 'wait', at: 'db', between: ['1s', '2s'] }],
  heatMap: [g.heatMap, run, { every: '1s' }],
  timeline: [g.timeline, run],
  toStayAvailable: [matchers.toStayAvailable, run, '99%', question],
  toNotExceedP99: [matchers.toNotExceedP99, run, '100ms', question],
  toTripCircuit: [matchers.toTripCircuit, run, 'web->db', { within: '1s' }],
  toCover: [matchers.toCover, run, { except: ['breaker', 'web->db'] }],
  toReach: [matchers.toReach, run, g.queueOf('db').above(5), { between: ['1s', '2s'] }],
}
