/** A9 balancing: which server is chosen, by turn, by chance, by load and by key. */
import { Balancer, type BalancingOptions, checkBalancing } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/kernel/streams.ts'

const balancer = (options: BalancingOptions, servers: number, random = randomStream('1', 'b')) =>
  new Balancer(options, { servers, random })

/** The servers chosen for so many requests, none of which ends. */
const chosen = (by: Balancer, count: number): number[] =>
  Array.from({ length: count }, (_, i) => {
    const server = by.choose(i)
    by.begin(server)
    return server
  })

/** A chance that gives these numbers, one after another. */
const dice = (...numbers: readonly number[]) => {
  const left = [...numbers]
  return () => left.shift() ?? Number.NaN
}

describe('A9 round robin', () => {
  it('takes each in turn, and shares evenly among those that are left', () => {
    const by = balancer({ by: 'roundRobin' }, 3)
    expect(chosen(by, 5)).toEqual([0, 1, 2, 0, 1])
    by.use([0, 2])
    expect(chosen(by, 4)).toEqual([0, 2, 0, 2])
    by.use([2, 1, 0])
    expect(chosen(by, 4)).toEqual([2, 0, 1, 2])
  })
})

describe('A9 one server taken out or back', () => {
  it.each(['roundRobin', 'leastConnections', 'consistentHash', 'modulo'] as const)(
    'is the same for %s as a new list of all',
    by => {
      const [one, all] = [balancer({ by }, 7), balancer({ by }, 7)]
      const random = randomStream('1', 'out')
      const isOut = Array.from({ length: 7 }, () => false)
      for (let i = 0; i < 500; i++) {
        const server = Math.floor(random() * 7)
        isOut[server] = random() < 0.5
        if (isOut[server]) one.takeOut(server)
        else one.takeBack(server)
        all.use(isOut.flatMap((out, at) => (out ? [] : [at])))
        expect(one.choose(i, i)).toBe(all.choose(i, i))
      }
    },
  )

  it('is one of those there are', () => {
    expect(() => balancer({ by: 'random' }, 3).takeOut(3)).toThrow('the number of a server')
  })
})

describe('A9 random', () => {
  it('takes any of those that are left, all alike often', () => {
    const by = balancer({ by: 'random' }, 4)
    by.use([0, 1, 3])
    const counts = [0, 0, 0, 0]
    for (const server of chosen(by, 30_000)) counts[server]++
    // Each is binomial with mean 10,000 and standard deviation 82: four of them either way.
    expect(counts[2]).toBe(0)
    for (const server of [0, 1, 3]) expect(Math.abs(counts[server] - 10_000)).toBeLessThan(330)
  })
})

describe('A9 least connections', () => {
  it('takes the one with the fewest pending, equal ones in turn', () => {
    const by = balancer({ by: 'leastConnections' }, 3)
    expect(chosen(by, 4)).toEqual([0, 1, 2, 0])
    by.end(2, 10, 4)
    expect([chosen(by, 1), by.pending(0), by.pending(2)]).toEqual([[2], 2, 1])
    by.use([0, 1])
    expect(chosen(by, 2)).toEqual([1, 0])
  })

  it('gives an idle fleet its requests in turn', () => {
    const by = balancer({ by: 'leastConnections' }, 3)
    const servers = Array.from({ length: 6 }, (_, i) => {
      const server = by.choose(i)
      by.begin(server)
      by.end(server, 1, i)
      return server
    })
    expect(servers).toEqual([0, 1, 2, 0, 1, 2])
  })
})

describe('A9 least connections with ties to the lowest index', () => {
  it('gives an idle fleet all its requests in one place', () => {
    const by = balancer({ by: 'leastConnections', ties: 'lowestIndex' }, 3)
    expect(chosen(by, 5)).toEqual([0, 1, 2, 0, 1])
    by.end(2, 10, 5)
    by.end(0, 10, 5)
    expect(chosen(by, 2)).toEqual([2, 0])
    by.use([1, 2])
    by.end(1, 10, 6)
    by.end(1, 10, 6)
    expect(chosen(by, 3)).toEqual([1, 1, 2])
  })
})

describe('A9 a view that is refreshed now and then', () => {
  it('sends all to whoever had the fewest at the last look', () => {
    const by = balancer({ by: 'leastConnections', ties: 'lowestIndex', refresh: 100 }, 3)
    const at = (now: number) => {
      const server = by.choose(now)
      by.begin(server)
      return server
    }
    expect([0, 50, 99].map(at)).toEqual([0, 0, 0])
    expect([100, 199].map(at)).toEqual([1, 1])
    by.end(0, 10, 250)
    expect([260, 299].map(at)).toEqual([2, 2])
    expect([by.pending(0), by.pending(1), by.pending(2)]).toEqual([2, 2, 2])
    // Seen at 300, before two have ended at 310.
    by.end(1, 10, 310)
    by.end(1, 10, 310)
    expect(at(390)).toBe(0)
    expect(at(400)).toBe(1)
  })
})

describe('A9 power of two choices', () => {
  it('with replacement may draw one twice', () => {
    const options = { by: 'powerOfTwo', withReplacement: true } as const
    const by = balancer(options, 4, dice(0.5, 0.5, 0.5, 0.75, 0.75, 0))
    expect(chosen(by, 3)).toEqual([2, 3, 0])
  })

  it('draws two different ones and takes the less loaded; the first of equals', () => {
    // 0.5 of 4 is server 2; 0.5 of the other three is server 1; 0.9 of them is server 3.
    const by = balancer({ by: 'powerOfTwo' }, 4, dice(0.5, 0.5, 0.5, 0.5, 0.5, 0.9))
    expect(chosen(by, 3)).toEqual([2, 1, 3])
  })

  it('draws nothing where one is left', () => {
    const by = balancer({ by: 'powerOfTwo' }, 4, dice())
    by.use([3])
    expect(chosen(by, 2)).toEqual([3, 3])
  })
})

describe('A9 peak EWMA', () => {
  const both = (...more: readonly number[]) => dice(0, 0.5, ...more)

  it('takes the quicker of two, by latency times one more than is pending', () => {
    const by = balancer({ by: 'peakEwma' }, 2, both(0, 0.5, 0, 0.5))
    by.begin(0)
    by.end(0, 10, 0)
    by.begin(1)
    by.end(1, 25, 0)
    // 10 × 1 against 25 × 1, 10 × 2 against 25, 10 × 3 against 25.
    expect(chosen(by, 3)).toEqual([0, 0, 1])
  })

  it('lets a peak count at once, and forgets it with the time constant it was given', () => {
    const by = balancer({ by: 'peakEwma', decay: 1_000 }, 2, both(0, 0.5, 0, 0.5))
    by.begin(0)
    by.end(0, 10, 0)
    by.begin(1)
    by.end(1, 10, 0)
    by.begin(0)
    by.end(0, 100, 0)
    expect(by.choose(0)).toBe(1)
    by.begin(0)
    by.end(0, 10, 3_000) // 100 e^-3 + 10 (1 - e^-3) = 14.5, against 10 e^-3 = 0.5
    expect(by.choose(3_000)).toBe(1)
    by.begin(1)
    by.end(1, 20, 3_000)
    expect(by.choose(3_000)).toBe(0)
  })

  it('tries one that has answered nothing with one request only', () => {
    const by = balancer({ by: 'peakEwma' }, 2, both(0, 0.5))
    by.begin(0)
    by.end(0, 10, 0)
    expect(chosen(by, 2)).toEqual([1, 0])
  })
})

describe('A9 a balancer', () => {
  it('chooses none where none may be chosen', () => {
    const by = balancer({ by: 'consistentHash' }, 2)
    by.use([])
    expect(by.choose(0, 7)).toBe(-1)
  })

  it('is told every mistake in its options', () => {
    expect(checkBalancing({ by: 'roundrobin' }, 'here')[0].fix).toContain('roundRobin')
    expect(checkBalancing({ by: 'random', points: 5 }, 'here')[0].what).toContain('points')
    expect(checkBalancing({ by: 'consistentHash', points: 0 }, 'here').length).toBe(1)
    expect(checkBalancing('random', 'here').length).toBe(1)
    expect(checkBalancing({ by: 'random', refresh: 5 }, 'here')[0].what).toContain('refresh')
    expect(checkBalancing({ by: 'leastConnections', ties: 'first' }, 'here').length).toBe(1)
    expect(checkBalancing({ by: 'powerOfTwo', refresh: 0 }, 'here').length).toBe(1)
  })
})
