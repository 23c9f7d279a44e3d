/** What can go wrong in a system. */
import {
  call,
  clients,
  crash,
  type Fault,
  type Run,
  service,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { exploration, type FaultOptions } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { Dice } from '../../../src/explore/dice.ts'
import { drawSchedule } from '../../../src/explore/space/draw.ts'
import { randomStream } from '../../../src/kernel/streams.ts'
import { boutique } from '../../../examples/online-boutique/system.ts'

const small = system('small', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({ zone: 'a', handle: call('db', { breaker: { consecutive: 5, openFor: '1s' } }) }),
  db: store({ zone: 'b', time: '5ms' }),
})

const spaceOf = (options: FaultOptions) =>
  exploration(small as never, { for: '1m', holds: run => run.requests().issued > 0, ...options })
    .space

const targets = (faults: readonly Fault[]): string[] => faults.map(({ target }) => target)

describe('what can go wrong in a system (F8)', () => {
  it('is each kind of fault where it makes sense', () => {
    const space = spaceOf({})
    expect(targets(space.choicesOf('slow'))).toEqual(['web', 'db', 'zone:a', 'zone:b'])
    expect(targets(space.choicesOf('surge'))).toEqual(['users'])
    expect(targets(space.choicesOf('openBreaker'))).toEqual(['web->db'])
    expect(targets(space.choicesOf('flush'))).toEqual([])
    expect(space.kinds).not.toContain('flush')
  })

  it('is what was asked for', () => {
    const space = spaceOf({ kinds: ['crash', 'slow'], targets: ['db', 'web->db'] })
    expect(space.kinds).toEqual(['slow', 'crash'])
    expect(targets(space.choicesOf('slow'))).toEqual(['db', 'web->db'])
  })

  it('is a clock that is ahead, and one that drifts, each as bad as can be', () => {
    const space = spaceOf({ kinds: ['skewClock'], targets: ['db'] })
    expect(space.choicesOf('skewClock').map(String)).toEqual([
      "skewClock('db', { ahead: '1h' }).at('0ms').forever()",
      "skewClock('db', { fast: 0.5 }).at('0ms').forever()",
      "skewClock('db', { slow: 0.5 }).at('0ms').forever()",
    ])
    expect(() => spaceOf({ kinds: ['skewClock'], magnitude: { slow: ['1%', '5%'] } })).not.toThrow()
  })

  it('is a resource that is declared, and threads, which everybody has', () => {
    expect(spaceOf({}).choicesOf('exhaust').map(String)).toContain(
      "exhaust('db', 'threads').at('0ms').forever()",
    )
    expect(spaceOf({}).choicesOf('exhaust')).toHaveLength(4)
  })

  it('is less at one operation of a component, for what can strike that alone', () => {
    const booked = system('booked', {
      users: clients({ rate: '10/s', call: 'db.read' }),
      db: service({ operations: { read: [work('1ms')], write: [work('2ms')] } }),
    })
    const options = { for: '1m', holds: (run: Run) => run.requests().issued > 0 } as const
    const { space } = exploration(booked, options)
    expect(space.narrower(slow('db', { by: '1s' }))).toEqual(['db.read', 'db.write'])
    expect(space.narrower(crash('db'))).toEqual([])
    const only = exploration(booked, { ...options, targets: ['db.write'] }).space
    expect(targets(only.choicesOf('slow'))).toEqual(['db.write'])
    expect(targets(only.choicesOf('partition'))).toEqual([])
  })

  it('is nothing that comes and goes, unless that is asked for', () => {
    const drawn = (options: FaultOptions) => {
      const space = spaceOf(options)
      const dice = Dice.from(randomStream('1', 'periodic'))
      return Array.from({ length: 100 }, () => drawSchedule(space, dice)).flat()
    }
    const isPeriodic = ({ timing }: Fault): boolean => timing.every !== undefined
    expect(drawn({}).filter(isPeriodic)).toEqual([])
    const all = drawn({ periodic: true, within: '30s' })
    const periodic = all.filter(isPeriodic)
    expect(periodic.length).toBeGreaterThan(10)
    expect(periodic.length).toBeLessThan(all.length / 2)
    expect(periodic.filter(({ untilMs }) => untilMs > 30_000)).toEqual([])
  })

  it('is many things in a system of many parts, and each of them fits', () => {
    const { space } = exploration(boutique() as never, {
      for: '1m',
      holds: run => run.requests().issued > 0,
    })
    const all = space.kinds.flatMap(kind => space.choicesOf(kind))
    expect(all.length).toBeGreaterThan(200)
    expect(all.filter(fault => !space.fits(fault))).toEqual([])
  })
})
