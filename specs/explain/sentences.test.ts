/** D9: the sentences say the cause: values while a fault is in force, hop by hop to the clients. */
import { explain, goal, simulate, type Fault, type Goal } from 'gameday'
import { describe, expect, it } from 'vitest'
import { outages } from '../quality/planted/index.ts'
import { played } from '../quality/support/outage.ts'
import { endlessQueue } from '../quality/weaknesses/endless-queue.ts'
import { hedgedOverload } from '../quality/weaknesses/hedged-overload.ts'
import { sharedLimit } from '../quality/weaknesses/shared-limit.ts'
import { skewedClock } from '../quality/weaknesses/skewed-clock.ts'
import { uncheckedFeed } from '../quality/weaknesses/unchecked-feed.ts'
import { usedUpPorts } from '../quality/weaknesses/used-up-ports.ts'
import type { Weakness } from '../quality/support/weakness.ts'

/** Of a planted outage, in the first seed. */
function sentencesOf(name: string): string {
  const outage = outages.find(one => one.name === name)!
  return explain(played(outage, '1'), outage.goal as Goal<never>)!.sentences.join('\n')
}

/** Of a planted weakness with its least schedule, its fault in force for longer. */
function whyOf({ weak, least }: Weakness, length: `${number}s`, one = goal.availability('99%')) {
  const faults: Fault[] = least.map(({ fault }) => fault.for(length))
  const run = simulate(weak('1').system, { for: '40s', faults, seed: '1', strict: false })
  return explain(run, one as Goal<never>)!
}

describe('D9 a sentence', () => {
  it.each([
    ['metastable by retries', 'orders worked 510ms a request while that lasted, not 10ms'],
    ['metastable by retries', 'web->orders makes 3.99 attempts a call'],
    ['metastable by a cold cache', 'with pages warm it would be 0.04%'],
    ['slow, and not failing', 'rules worked 706ms for 11% of its requests, not 6ms'],
    ['slow, and not failing', 'so 86 requests of sellers took over 300ms'],
    ['a pool at the caller', 'a call as it waits for warehouse, held all of the bulkhead "http"'],
    ['a pool at the caller', '617 calls of api->orders, which shares it, waited up to 500ms there'],
    ['a queue that grows', 'of the 50/s that come to jobs: all 4 slots of encoder wait for codec'],
    ['a queue that grows', '1,011 calls of web->jobs were turned away: queue full'],
    ['a stampede', 'up to 83 fills of the same key at once'],
    ['a slow leak', 'sessions ran out of memory and was killed 3 times'],
    ['a retry budget that is used up', 'the retry budget of web->geo is used up: 706 retries'],
    ['kept connections that are used up', 'need 17.6 connections; 8 are kept'],
    ['a change of load', 'players sent 265/s from 30s to 45s, not 60/s as before'],
    ['a change of load', 'at 60/s throughout: 100%'],
    ['a wrong configuration', 'only 1 of the 8 slots of pricing ever worked'],
    ['an outage of a zone', 'calls of edge->eastApi fell back to westApi'],
    ['two faults, of which one is survived', 'second stands in for first: 481 of 1,206 failed'],
    ['a bad deployment on one replica', '320 of 365 answers of cart#0 (1 of 4 replicas)'],
    ['layers of retries', 'but retries keep seatsDb full to the end'],
    [
      'layers of retries',
      'gateway to seats, make 26.8x attempts: seats was asked 1,100/s, not 41/s',
    ],
    ['a stampede', 'the 82 in line keep maker full until 45.75s'],
    ['a stampede', 'after 1s, and 32 of editors, which need maker as well, failed'],
    ['a change of load', '999 at lobby and 496 at matches were in line: full until 59.25s'],
    ['an outage of a zone', '582 were still in line at westApi: full until 58.25s'],
    ['too small for its usual load', 'nothing ends that: it is the usual load'],
    ['ejection of too many', '3 of 6 replicas of nodes at a time were taken out of use'],
    ['ejection of too many', 'nodes is asked for 125.1% of what the other 3 can do (all 6: 62.6%)'],
    ['ejection of too many', 'as the first come back at t=60s, 3 others are taken out'],
    ['a breaker that flaps', 'it turned away 1,481 calls'],
    ['a breaker that flaps', 'so payments, which calls bank, failed 18 of 127 requests'],
    ['a crash under the condition of a queue', '752 down, no answer, 60 lost in a crash'],
    ['a crash under the condition of a queue', "without slow('disk'), same seed: 100%"],
    ['metastable by a cold cache', 'that took a moment, at 45s, but renderer stays 100% busy'],
    ['a crash under the condition of a queue', 'all 8 slots of catalogue waited for disk'],
    ['too small for its usual load', 'at 60ms each that takes 3.6 slots; it has 3'],
    ['dead letters', 'so 104 of 1,469 messages were given up: dead letters'],
  ])('of %s: %s', (name, text) => {
    expect(sentencesOf(name)).toContain(text)
  })

  it('tells of hedges that keep an overload alive', () => {
    const { diagnosis, sentences } = whyOf(hedgedOverload, '5s')
    expect(diagnosis).toMatchObject({ mechanism: 'hedges', place: 'web->index' })
    expect(sentences.join('\n')).toContain('so index is asked for 129.1% of what it can do')
    expect(sentences.at(-1)).toContain('but without hedges')
  })

  it('tells of a line that outlasts the fault', () => {
    const { sentences } = whyOf(endlessQueue, '6s')
    const line = 'that was over at 7s, but 60 were still in line at ledger: full until 21.2s'
    expect(sentences.join('\n')).toContain(`${line}, 142 came too late`)
  })

  it('tells of what is used up by what is tried again', () => {
    const { sentences } = whyOf(usedUpPorts, '4s')
    expect(sentences.join('\n')).toContain('up to 110 of 110 ports in use, and refused 35 requests')
  })

  it('tells who used up a rate limit that all share', () => {
    const { sentences } = whyOf(sharedLimit, '6s')
    const text = 'the rate limit of api turned away 276 of 510: 241 of crawlers, 35 of shoppers'
    expect(sentences).toContain(text)
  })

  it('finds the place of an answer that nobody checks', () => {
    expect(whyOf(uncheckedFeed, '6s').diagnosis).toMatchObject({ place: 'rates' })
  })

  it('tells by how much a clock is wrong', () => {
    const { sentences } = whyOf(skewedClock, '6s')
    expect(sentences[0]).toContain('the clock of seats was 2s ahead: 60 deadlines looked passed')
  })

  it('has no share of nothing, and no mark without words', () => {
    const all = outages.map(({ name }) => sentencesOf(name))
    expect(all.filter(text => /(^|\s)0%|^\? /m.test(text))).toEqual([])
  })
})
