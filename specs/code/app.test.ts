/** Services of the user’s in a system: servers, their clients, and what befalls them. */
import http from 'node:http'
import axios from 'axios'
import express from 'express'
import fastify from 'fastify'
import { got } from 'got'
import { Hono } from 'hono'
import Koa from 'koa'
import ky from 'ky'
import { request } from 'undici'
import { describe, expect, test } from 'vitest'
import { app } from '../../src/code/index.ts'
import { clients, crash, simulate, store, system } from '../../src/index.ts'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** One request to a shop whose front is made by a factory, and what the rates say. */
async function played(factory: () => unknown) {
  const asked: unknown[] = []
  const shop = system(
    'shop',
    {
      users: clients({
        rate: '1/s',
        arrivals: 'steady',
        requests: 2,
        call: 'orders',
        request: { method: 'POST', path: '/orders/7?x=1', body: { sku: 'a1' } },
      }),
      orders: app(factory, { calls: ['rates'] }),
      rates: store({
        time: '6ms',
        answers: (request: unknown) => {
          asked.push(request)
          return { status: 200, body: { rate: 1.1 } }
        },
      }),
    },
    { network: { 'orders->rates': '2ms' } },
  )
  const run = await simulate(shop, { for: '5s' })
  return { run, asked }
}

const rate = async (): Promise<{ rate: number }> =>
  (await fetch('http://rates/eur')).json() as Promise<{ rate: number }>

const frameworks: Record<string, () => unknown> = {
  'a handler of fetch': () => async (request: Request) => {
    await sleep(10)
    return Response.json({ ...(await rate()), ...((await request.json()) as object) })
  },
  Hono: () => {
    const made = new Hono()
    made.post('/orders/:id', async context => {
      await sleep(10)
      return context.json({ ...(await rate()), ...(await context.req.json()) })
    })
    return made
  },
  Fastify: () => {
    const made = fastify()
    made.post('/orders/:id', async request => {
      await sleep(10)
      return { ...(await rate()), ...(request.body as object) }
    })
    return made
  },
  'Fastify that listens': async () => {
    const made = fastify()
    made.post('/orders/:id', async request => {
      await sleep(10)
      return { ...(await rate()), ...(request.body as object) }
    })
    await made.listen({ port: 3000, host: '0.0.0.0' })
  },
  Express: () => {
    const made = express()
    made.use(express.json())
    made.post('/orders/:id', async (request, response) => {
      await sleep(10)
      response.json({ ...(await rate()), ...(request.body as object) })
    })
    return made
  },
  Koa: () => {
    const made = new Koa()
    made.use(async context => {
      await sleep(10)
      context.body = await rate()
    })
    return made
  },
  'node:http': () => {
    http
      .createServer((_request, response) => {
        void sleep(10)
          .then(rate)
          .then(read => response.end(JSON.stringify(read)))
      })
      .listen(8080)
  },
}

describe('a component that is a service', () => {
  test.each(Object.keys(frameworks))('%s runs unmodified', async name => {
    const { run, asked } = await played(frameworks[name])

    expect(run.requests().outcomes.ok).toBe(2)
    expect(run.latency('p99')).toBe(20)
    expect(asked).toHaveLength(2)
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/eur' })
  })

  const clientsOfHttp: Record<string, () => Promise<unknown>> = {
    fetch: rate,
    axios: async () => (await axios.get('http://rates/eur')).data,
    got: () => got('http://rates/eur').json(),
    ky: () => ky('http://rates/eur').json(),
    undici: async () => (await request('http://rates/eur')).body.json(),
    'node:http': () =>
      new Promise((resolve, reject) => {
        http
          .get('http://rates/eur', response => {
            let text = ''
            response.on('data', chunk => (text += chunk))
            response.on('end', () => resolve(JSON.parse(text)))
          })
          .on('error', reject)
      }),
  }

  test.each(Object.keys(clientsOfHttp))('%s reaches a component by its name', async name => {
    const { run } = await played(() => async () => Response.json(await clientsOfHttp[name]()))

    expect(run.requests().outcomes.ok).toBe(2)
    expect(run.on('orders->rates').outcomes.ok).toBe(2)
    expect(run.latency('p99')).toBe(10)
  })

  test('is made anew after a crash, and refuses until it is', async () => {
    let lives = 0
    const seen: number[] = []
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'orders' }),
      orders: app(async () => {
        const life = ++lives
        await sleep(life === 1 ? 0 : 900)
        return () => {
          seen.push(life)
          return new Response('ok')
        }
      }),
    })

    const run = await simulate(shop, { for: '5s', faults: [crash('orders').at('0.5s').for('1s')] })

    expect(seen).toEqual([1, 2])
    expect(run.requests().outcomes).toMatchObject({ ok: 2, timeout: 1, rejected: 1 })
  })

  test('may be a worker that nobody asks, and a crash of it is no test of nothing', async () => {
    const beats: number[] = []
    const shop = system('shop', {
      users: clients({ rate: '1/s', call: 'other' }),
      other: store({ time: '1ms' }),
      worker: app(() => {
        setInterval(() => beats.push(Date.now() % 60_000), 1000)
      }),
    })

    await simulate(shop, { for: '4.5s', faults: [crash('worker').at('1.5s').for('1.2s')] })

    expect(beats).toEqual([1000, 3700])
  })
})

describe('an app that is not there yet', () => {
  const oneEach = { rate: '10/s', arrivals: 'steady', requests: 3, call: 'late' } as const

  test('turns requests away until it listens, though its factory has returned', async () => {
    const shop = system('shop', {
      users: clients(oneEach),
      late: app(() => {
        const main = async (): Promise<void> => {
          await new Promise(resolve => setTimeout(resolve, 150))
          http.createServer((_, response) => response.end('there')).listen(80)
        }
        void main()
      }),
    })

    const run = await simulate(shop, { for: '1s' })

    expect(run.requests().outcomes).toMatchObject({ ok: 1, rejected: 2 })
    expect(run.warnings).toEqual([
      'late: 2 requests refused, as nothing in it served HTTP yet: let its factory wait until it ' +
        'listens, or return the app.',
    ])
  })

  test('is told that it serves nothing, where nothing is under way', async () => {
    const shop = system('shop', { users: clients(oneEach), late: app(() => undefined) })

    await expect(simulate(shop, { for: '1s' })).rejects.toThrow('nothing in it serves HTTP')
  })
})
