/** D9, D10: those whom the goal is about do nothing wrong: others ask the same component. */
import {
  call,
  clients,
  errors,
  explain,
  goal,
  service,
  simulate,
  store,
  system,
  undecodable,
  uniform,
  work,
  type Explanation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { named } from './support/outages.ts'

/** 100 robots report every 20 s, and customers ask for what is quick. */
const desk = system('desk', {
  robots: clients({
    users: 100,
    think: uniform('10s', '30s'),
    timeout: '10m',
    call: call('desk.report', {
      timeout: '1s',
      retry: { attempts: 100, base: '500ms', backoff: 'constant' },
    }),
  }),
  customers: clients({ rate: '1/s', timeout: '1s', call: 'shop' }),
  shop: service({ concurrency: 100, handle: call('desk.ask', { timeout: '1s' }) }),
  desk: service({
    concurrency: 1,
    queue: 10_000,
    operations: { report: [call('db'), work('60ms')], ask: [call('db'), work('15ms')] },
  }),
  db: store({ concurrency: 10, time: '1ms' }),
})
const gone = errors('db').at('40s').for('20s')
const run = simulate(desk, { for: '2m', faults: [gone], resolution: '1s' })
const whyOf = (between: [`${number}s`, `${number}s`]): Explanation =>
  explain(run, goal.availability('99%', { class: 'customers', between })) as Explanation

describe('D10 a loop of others', () => {
  it.each<[`${number}s`, `${number}s`]>([
    ['30s', '120s'],
    ['60s', '120s'],
  ])('is named though the goal is not about them (%s to %s)', (from, to) => {
    const why = whyOf([from, to])
    expect(named(why)).toMatchObject({
      mechanism: 'retry loop',
      place: 'robots->desk.report',
      isConfirmed: true,
    })
    expect(why.diagnosis.loop).toMatchObject({ component: 'desk', fromMs: 60_000 })
  })

  it('is below 1 alone: who waits for a retry would else ask as often as usual', () => {
    const { loop } = whyOf(['60s', '120s']).diagnosis
    const alone = (100 / 20) * 0.061 + 0.016
    expect(loop?.alone).toBeCloseTo(alone, 1)
    expect(loop?.withLoop).toBeGreaterThan(3)
  })

  it('is told with who waits in the same line', () => {
    const told = whyOf(['60s', '120s']).sentences.join('\n')
    expect(told).toMatch(/shop->desk\.ask waits in the same line, up to [\d,]+ long/)
    expect(told).not.toContain('desk worked')
  })
})

describe('D9 retries of others', () => {
  it('are the cause while the fault goes on, and no slow work', () => {
    const garbled = undecodable('robots->desk.report').at('40s').for('80s')
    const busy = simulate(desk, { for: '2m', faults: [garbled], resolution: '1s' })
    const why = explain(busy, goal.availability('99%', { class: 'customers' })) as Explanation
    expect(named(why)).toEqual({
      mechanism: 'retries',
      place: 'robots->desk.report',
      faults: [`${garbled}`],
      isConfirmed: true,
    })
    expect(why.sentences[1]).toMatch(
      /^robots->desk\.report: \S+x attempts for each call: .* asked \d+\/s, not 6\/s$/,
    )
  })
})
