/** F10: what is drawn of a run equals what the run says. */
import { call, clients, crash, goal, service, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { explainedGoal } from '../../../src/explain/explained-goal.ts'
import { pictureOf } from '../../../src/gate/picture/picture.ts'
import { guardedShop as shop } from '../support/guarded-shop.ts'

const outage = { for: '10s', faults: [crash('db').at('2s').for('2s')] } as const
const run = simulate(shop, { ...outage, resolution: '500ms' })
const picture = pictureOf(run)

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
const componentOf = (name: string) => picture.components.find(lane => lane.name === name)!
const stepAt = (ms: number): number => picture.edgesMs.indexOf(ms)

describe('F10 the picture of a run', () => {
  it('has what clients met, step by step', () => {
    const during = { between: ['2s', '2.5s'] } as const
    expect(sum(picture.clients.issued)).toBe(run.requests({ between: [0, '10s'] }).issued)
    expect(picture.clients.availability[stepAt(2_000)]).toBe(run.availability(during) ?? null)
    expect(picture.clients.p99[stepAt(1_000)]).toBeCloseTo(
      run.latency('p99', { between: ['1s', '1.5s'] }) ?? 0,
      3,
    )
    expect(picture.edgesMs.at(-1)).toBe(10_000)
    expect(picture.clients.p50).toHaveLength(picture.edgesMs.length - 1)
  })

  it('has what they would have met without the fault', () => {
    const calm = simulate(shop, { for: '10s', resolution: '500ms' })
    expect(sum(picture.calm!.issued)).toBe(calm.requests({ between: [0, '10s'] }).issued)
    expect(picture.calm!.availability.every(value => value === null || value === 1)).toBe(true)
    expect(pictureOf(calm).calm).toBeNull()
  })

  it('has components with their levels, and who calls whom', () => {
    expect(picture.components.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'store db',
      'service web',
    ])
    expect(componentOf('web').levels[stepAt(2_500)]).toBe('4')
    expect(sum(componentOf('db').issued)).toBe(run.at('db', { between: [0, '10s'] }).issued)
    const [first] = picture.edges
    expect(picture.edges.map(({ from, to }) => `${from}->${to}`)).toEqual([
      'shoppers->web',
      'web->db',
    ])
    expect(sum(first.failed)).toBe(
      sum(first.issued) - served(run.requests({ between: [0, '10s'] })),
    )
  })

  it('has the times in which a breaker was open', () => {
    const [{ call: guarded, breaker }] = picture.guards
    const changes = run.on('web->db').breaker.map(({ at, to }) => ({ at, to }))
    expect(guarded).toBe('web->db')
    expect(breaker?.map(({ fromMs, state }) => ({ at: fromMs, to: state }))).toEqual(
      changes.filter(({ to }) => to !== 'closed'),
    )
  })

  it('has failed requests hop by hop, though the run followed none', () => {
    const failed = picture.journeys.find(({ outcome }) => outcome !== 'ok')!
    expect(run.recording.journeys).toEqual([])
    expect(failed.hops.map(({ call: name, depth }) => [name, depth])).toEqual([
      ['shoppers->web', 0],
      ['web->db', 1],
    ])
    expect(picture.journeys.some(({ outcome }) => outcome === 'ok')).toBe(true)
  })

  it('has what clients meet with the remedies that were found', () => {
    const broken = simulate(
      system('shop', {
        shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
        web: service({ concurrency: 20, handle: [call('db', { optional: true })] }),
        db: store({ concurrency: 10, time: '5ms' }),
      }),
      { for: '10s', faults: [slow('db', { by: '2s' }).at('2s').for('2s')] },
    )
    const asked = goal.availability('99%')
    const [cure] = explainedGoal(broken, asked)!.remedies.cures
    const [drawn] = pictureOf(broken).remedies
    expect(drawn).toMatchObject({ goal: `${asked}`, what: cure.what })
    expect(drawn.clients.availability.every(value => value === null || value >= 0.99)).toBe(true)
    expect(cure.measured).toBe('100%')
  })

  it('has at most 300 steps, however fine a run is recorded', () => {
    const fine = simulate(shop, { for: '10s', resolution: '1ms' })
    const { edgesMs, clients: met } = pictureOf(fine)
    expect(edgesMs.length).toBeLessThanOrEqual(302)
    expect([edgesMs[0], edgesMs.at(-1)]).toEqual([0, 10_000])
    expect(sum(met.issued)).toBe(fine.requests({ between: [0, '10s'] }).issued)
  })
})

const served = ({ outcomes }: { readonly outcomes: { ok: number; degraded: number } }): number =>
  outcomes.ok + outcomes.degraded
