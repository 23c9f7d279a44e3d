/** Messages that vanish, one by one, and writes that fail. */
import {
  call,
  diskFull,
  drop,
  type Fault,
  faultFrom,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { counts, once } from '../support/story.ts'

const many = system('many', {
  users: once('web', { rate: '1000/s', requests: 10_000, timeout: '100ms' }),
  web: service({ concurrency: 1_000, handle: call('db', { timeout: '20ms' }) }),
  db: store({ time: '1ms' }),
})

type Target = 'db' | 'web' | 'users' | 'web->db' | 'users->web' | 'db#0'
const play = (fault: Fault<Target>) => simulate(many, { for: '10s', faults: [fault] })

describe('C2 dropped messages', () => {
  it('on their way there never arrive, and are missed after the time-out', () => {
    const run = play(drop('web->db', { rate: '20%', way: 'there' }))
    const { issued } = run.at('db')
    // 10,000 draws of a fifth: four standard deviations are 160.
    expect(Math.abs(10_000 - issued - 2_000)).toBeLessThan(160)
    expect(counts(run.on('web->db').outcomes)).toEqual({ ok: issued, timeout: 10_000 - issued })
    expect(run.faults[0].touched).toBe(10_000 - issued)
  })

  it('on their way back leave the work in vain', () => {
    const run = play(drop('web->db', { rate: '20%', way: 'back' }))
    expect(run.at('db').issued).toBe(10_000)
    expect(Math.abs(run.on('web->db').outcomes.timeout - 2_000)).toBeLessThan(160)
  })

  it('are each lost by themselves: both ways (1 - rate)² come through', () => {
    const run = play(drop('web->db', { rate: '20%' }))
    const { issued } = run.at('db')
    const { ok } = run.on('web->db').outcomes
    expect(Math.abs(issued - 8_000)).toBeLessThan(160)
    expect(Math.abs(ok - 6_400)).toBeLessThan(192)
    expect(run.faults[0].touched).toBe(10_000 - ok)
  })

  it('of a component are those on all its links', () => {
    const run = play(drop('web', { rate: '20%', way: 'there' }))
    // Of 10,000 four fifths come to web, and four fifths of these to the database.
    expect(Math.abs(run.at('web').issued - 8_000)).toBeLessThan(160)
    expect(Math.abs(run.at('db').issued - 6_400)).toBeLessThan(192)
  })

  it('in bursts are as many, both ways apart, and told and checked with their length', () => {
    const bursts = drop('web->db', { rate: '20%', burst: 10 })
    expect(`${bursts}`).toBe("drop('web->db', { rate: 0.2, burst: 10 }).at('0ms').forever()")
    expect(faultFrom(JSON.parse(JSON.stringify(bursts)))).toEqual(bursts)
    const { issued } = play(bursts).at('db')
    // Of 10,000, with a variance 17 times that of single losses: four standard deviations are 660.
    expect(Math.abs(issued - 8_000)).toBeLessThan(660)
    const told = (rate: number, burst: number) =>
      problemsOf(() => drop('web->db', { rate, burst })).map(({ what }) => what)
    expect(told(0.5, 1.5)).toEqual(['of a share of 0.5 2 in a row are lost anyway'])
    expect(told(1, 5)).toEqual(['of all messages there is no burst'])
    expect(told(0.5, 0)).toHaveLength(1)
  })

  it('in bursts may begin within one, as if the channel had long been there', () => {
    const bursts = drop('web->db', { rate: '50%', burst: 1_000, way: 'there' })
    const lost = 10_000 - play(bursts.every('100ms').for('10ms')).at('db').issued
    // A hundred spells of ten messages, each all lost or none, but for a few: sd 50.
    expect(Math.abs(lost - 500)).toBeLessThan(200)
  })

  it('are a tenth unless said otherwise', () => {
    expect(`${drop('web->db')}`).toBe("drop('web->db', { rate: 0.1 }).at('0ms').forever()")
  })
})

describe('C2 a full disk', () => {
  it('fails those who write, without work, and no others', () => {
    const run = play(diskFull('db', { writes: '30%' }))
    const { error, ok } = run.at('db').outcomes
    expect(Math.abs(error - 3_000)).toBeLessThan(184)
    expect(ok).toBe(10_000 - error)
    expect(run.at('db').reasons).toEqual([{ because: '507', count: error }])
    expect(run.at('db').working.mean).toBe(1)
  })
})
