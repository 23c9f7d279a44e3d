/** C16: a fault that tested nothing is told of, with the reason; in a strict run it is an error. */
import {
  anyOf,
  call,
  clients,
  crash,
  errors,
  errorRate,
  latency,
  queueOf,
  rate,
  service,
  simulate,
  slow,
  store,
  system,
  type Fault,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { availabilityText } from '../../src/report/availability-text.ts'
import { judgeAvailability } from '../../src/judge/availability.ts'
import { problemsOf } from '../kernel/support/mistakes.ts'
import { once } from '../world/support/story.ts'

const small = system('small', {
  users: once('web', { rate: '10/s', requests: 100 }),
  web: service({ handle: call('db') }),
  db: store({ concurrency: 1, time: '20ms' }),
  lonely: store({ time: '1ms' }),
})

type Target = 'web' | 'db' | 'lonely' | 'web->db'

const warned = (...faults: Fault<Target>[]): readonly string[] =>
  simulate(small, { for: '10s', faults }).warnings

describe('C16: a fault that tested nothing', () => {
  it('began when load had ended', () => {
    expect(warned(crash('db').at('10s').for('1s'))).toEqual([
      "crash('db').at('10s').for('1s') tested nothing: " +
        'it begins at 10s, and load ends at 10s.',
    ])
  })

  it('waited for what never held, and here is how near it came', () => {
    expect(warned(crash('db').when(queueOf('db').above(100)))).toEqual([
      "crash('db').at('0ms').when(queueOf('db').above(100)) tested nothing: its condition never " +
        "held (queueOf('db') came to 0 at most, wanted above 100).",
    ])
    const [busy] = warned(
      crash('db').when(
        anyOf(
          rate('web->db', { over: '1s' }).above('20/s'),
          latency('p99', 'db').above('250ms'),
          errorRate('lonely').above('1%'),
        ),
      ),
    )
    expect(busy).toContain(
      "rate('web->db', { over: '1s' }) came to 10/s at most, wanted above 20/s",
    )
    expect(busy).toContain("latency('p99', 'db') came to 20ms at most, wanted above 250ms")
    expect(busy).toContain("errorRate('lonely') never had anything to measure")
  })

  it('struck where no request ever came', () => {
    expect(warned(errors('lonely'))).toEqual([
      "errors('lonely', { rate: 1, code: 500 }).at('0ms').forever() tested nothing: " +
        'no request ever came to "lonely".',
    ])
  })

  it('was over before anybody came', () => {
    const [gap] = warned(errors('db').at('10ms').for('20ms'))
    expect(gap).toContain('it touched nothing')
  })

  it('did not come by chance, though it might have', () => {
    const [rare] = warned(errors('db').randomly({ every: '100h', for: '1s' }))
    expect(rare).toContain('it comes every 100h on average, and did not in the 10s of the run')
  })

  it('is no warning if it touched anything', () => {
    expect(warned(slow('db', { by: '1ms' }).when(queueOf('db').below(1)))).toEqual([])
  })
})

describe('C16: a strict run', () => {
  const strict = (...faults: Fault<Target>[]) =>
    problemsOf(() => simulate(small, { for: '10s', faults, strict: true }))

  it('is refused, with every fault that tested nothing, why, and what to do', () => {
    const problems = strict(crash('db').at('1h'), errors('lonely'), slow('db', { by: '1ms' }))
    expect(problems).toEqual([
      {
        what: 'a fault tested nothing: it begins at 1h, and load ends at 10s',
        where: "crash('db').at('1h').forever()",
        fix: 'let it begin earlier, or simulate for longer',
      },
      {
        what: 'a fault tested nothing: no request ever came to "lonely"',
        where: "errors('lonely', { rate: 1, code: 500 }).at('0ms').forever()",
        fix: 'let clients call it',
      },
    ])
  })

  it('goes on if all did', () => {
    const fault = slow('db', { by: '1ms' })
    const run = simulate(small, { for: '10s', faults: [fault], strict: true })
    expect(run.faults[0].touched).toBe(100)
  })

  it('asks for no more than chance allows', () => {
    const perhaps = crash('db').withProbability('1%')
    const run = simulate(small, { for: '10s', faults: [perhaps], strict: true })
    expect(run.faults[0].periods).toEqual([])
  })
})

describe('a failed goal', () => {
  it('is told with what was not tested', () => {
    const faults = [crash('web').at('2s').for('1s'), crash('db').at('1h')]
    const run = simulate(small, { for: '10s', faults })
    const telling = { run, question: {}, isNot: false, place: {} }
    const text = availabilityText(judgeAvailability(run, 1), { atLeast: 1 }, telling)
    expect(text).toContain('tested nothing: it begins at 1h, and load ends at 10s.')
  })

  it('is told with what began by itself, and why', () => {
    const busy = system('busy', {
      users: clients({ rate: '100/s', arrivals: 'steady', call: 'db' }),
      db: store({ concurrency: 1, time: '20ms' }),
    })
    const faults = [crash('db').when(queueOf('db').above(10)).for('500ms')]
    const run = simulate(busy, { for: '5s', faults })
    const telling = { run, question: {}, isNot: false, place: {} }
    const text = availabilityText(judgeAvailability(run, 1), { atLeast: 1 }, telling)
    expect(text).toMatch(/db +crash began \d times, first at t=300ms: queueOf\('db'\) reached 15/)
  })
})
