/**
 * D5 a restart herd, in the shape of Google Cloud's incident of 12 June 2025: tasks that crash loop
 * are healed, all start at once, and read the table that their configuration is in. Who comes too
 * late for its reader is read in vain, so the table is busy with what nobody waits for.
 */
import {
  call,
  clients,
  crash,
  repeat,
  service,
  simulate,
  type StartSpec,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const TASKS = 100

/** A task reads 10 rows before it is ready; the table reads 50 a second, so all take it 20 s. */
const read = repeat(10, call('table', { timeout: '1s' }))

const regional = (start: StartSpec<'table'>) =>
  system('regional', {
    users: clients({ rate: '200/s', arrivals: 'steady', call: 'control', timeout: '1s' }),
    control: service({
      replicas: TASKS,
      start: { steps: read, again: '100ms', ...start },
      handle: work('5ms'),
    }),
    table: store({ concurrency: 5, time: '100ms', queue: 1_000 }),
  })

/** All crash at 10 s; at 20 s what crashed them is taken out. */
const play = (start: StartSpec<'table'> = {}) => {
  const faults = [crash('control', { refuse: true }).at('10s').for('10s')]
  const run = simulate(regional(start), { for: '2m', faults, resolution: '1s' })
  const ready = run.facts('replica').filter(({ is }) => is === 'ready')
  return {
    ready: ready.length,
    lastAt: ready.at(-1)?.at,
    reads: run.at('table').issued,
    inVain: run.at('table').wasted.count,
    lastMinute: run.availability({ between: ['60s', '120s'] }),
  }
}

describe('a herd of restarts', () => {
  it('keeps itself from being ready: 4,950 rows are read for who has given up', () => {
    const herd = { ready: 0, lastAt: undefined, reads: 40_545, inVain: 4_950, lastMinute: 0 }
    expect(play()).toEqual(herd)
  })

  it('is none where 5 start at a time: no read is in vain, and all are there after 20 s', () => {
    const inTurn = { ready: TASKS, lastAt: 40_000, reads: 1_000, inVain: 0, lastMinute: 1 }
    expect(play({ atOnce: 5 })).toEqual(inTurn)
    expect(play({ every: '200ms' })).toEqual({ ...inTurn, lastAt: 40_800 })
  })

  it('is spread thin enough by a jitter that is longer than all starts take', () => {
    expect(play({ jitter: '5s' })).toMatchObject({ ready: 0, lastMinute: 0 })
    expect(play({ jitter: '30s' })).toMatchObject({ ready: TASKS, inVain: 0, lastMinute: 1 })
  })

  it('comes back as one when all wait equally long to try again', () => {
    expect(play({ again: '10s' })).toMatchObject({ ready: 0, inVain: 900, lastMinute: 0 })
  })
})
