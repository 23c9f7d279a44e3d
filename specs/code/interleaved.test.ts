/** A race in code that no load and no latency shows, found by a search that reorders messages. */
import { describe, expect, test } from 'vitest'
import { app } from '../../src/code/index.ts'
import { exploration, search, testText } from '../../src/explore/index.ts'
import { clients, faultFrom, type Run, simulate, system } from '../../src/index.ts'

/** Books that can be read, written and added to, and must never forget what was added. */
const books = () => {
  let [balance, promised] = [0, 0]
  return async (request: Request) => {
    const { set, done = 0 } = (await request.json()) as { set?: number; done?: number }
    balance = set ?? balance
    promised += done
    const isForgotten = done > 0 && balance < promised
    return Response.json({ balance }, { status: isForgotten ? 500 : 200 })
  }
}

/** A bank that adds 1 for each request: reads, then writes what it has read and 1 more. */
const bank = () => {
  const ask = async (body: object): Promise<number> => {
    const answer = await fetch('http://books/', { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error('money is missing')
    return ((await answer.json()) as { balance: number }).balance
  }
  return async () => {
    const balance = await ask({})
    await ask({ set: balance + 1, done: 1 })
    return new Response('added')
  }
}

/** Requests that are 20 ms apart, and take 4 ms: no two are ever under way at a time. */
const town = system(
  'town',
  {
    users: clients({ rate: '50/s', arrivals: 'steady', call: 'bank', timeout: '1s' }),
    bank: app(bank, { calls: ['books'] }),
    books: app(books),
  },
  { network: { 'bank->books': '1ms' } },
)

const isAllThere = (run: Run): boolean => run.requests().outcomes.error === 0

describe('a lost update that messages in their order hide', () => {
  const hidden = exploration(town, {
    for: '2s',
    runs: 40,
    store: false,
    holds: isAllThere,
    targets: ['bank->books'],
    kinds: ['reorder'],
    declared: { as: 'town', in: './town.ts' },
  })

  test('is not there without faults', async () => {
    expect(isAllThere(await simulate(town, { for: '2s' }))).toBe(true)
  })

  test('is found, shrunk to one message that waits, and handed back to paste', async () => {
    const { counterexample } = await search(hidden)
    if (counterexample === undefined) throw new Error('nothing was found')

    expect(counterexample.found[0].toJSON().cause).toHaveProperty('messages.19')
    expect(counterexample.shrinking.isMinimal).toBe(true)
    expect(counterexample.faults.map(String)).toEqual([
      "reorder('bank->books', { within: '20ms', messages: [59] }).at('0ms').for('500ms')",
    ])
    expect(counterexample.sideBySide?.[0]).toBe('bank handles two requests at a time:')
    expect(testText(counterexample, hidden)).toContain(`${counterexample.faults[0]}`)
    const faults = [faultFrom(JSON.parse(JSON.stringify(counterexample.faults[0])))]
    expect(isAllThere(await simulate(town, { for: '2s', faults: faults as never }))).toBe(false)
  })
})
