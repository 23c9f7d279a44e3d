/** What HTTP carries between components as it is, and what it cannot, which is told. */
import http from 'node:http'
import { ReadableStream } from 'node:stream/web'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { app, type AppComponent, code, type CodeComponent } from '../../../src/code/index.ts'
import { clients, simulate, system } from '../../../src/index.ts'

const oneAt = { rate: '1/s', arrivals: 'steady', requests: 1, timeout: '1s' } as const

/** What `web` notes of a request to `api`. */
async function noted(api: AppComponent | CodeComponent, ask: () => unknown): Promise<unknown> {
  let note: unknown
  const shop = system('shop', {
    users: clients({ ...oneAt, call: 'web' }),
    web: code(async () => {
      note = await ask()
    }),
    api,
  })
  await simulate(shop, { for: '2s' })
  return note
}

const viaFetch = async (): Promise<unknown> => (await fetch('http://api/')).headers.getSetCookie()

const viaHttp = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const asked = http.get({ host: 'api' }, ({ headers }) => resolve(headers['set-cookie']))
    asked.once('error', reject)
  })

const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']

const node = app(() =>
  http.createServer((_, response) => response.setHeader('set-cookie', cookies).end()),
)

const handler = app(() => () => {
  const response = new Response('hello')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
})

describe('HTTP between components', () => {
  test.each([
    ['fetch', 'node:http', viaFetch, node],
    ['fetch', 'a handler', viaFetch, handler],
    ['node:http', 'node:http', viaHttp, node],
    ['node:http', 'a handler', viaHttp, handler],
  ])('brings %s each cookie of %s', async (_client, _server, ask, api) => {
    expect(await noted(api, ask)).toEqual(cookies)
  })

  test('brings no body to who asks for the head', async () => {
    const ask = async (): Promise<string> =>
      await (await fetch('http://api/', { method: 'HEAD' })).text()

    expect(await noted(handler, ask)).toBe('')
  })

  test('lets a signal end what is sent without an end', async () => {
    const ask = async (): Promise<unknown> => {
      const began = Date.now()
      const sent = { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit
      const signal = AbortSignal.timeout(100)
      return fetch('http://api/', { ...sent, signal }).catch(() => Date.now() - began)
    }

    expect(await noted(handler, ask)).toBe(100)
  })

  test('tells a WebSocket that the server does not take it', async () => {
    const ask = (): Promise<unknown> =>
      new Promise(resolve => {
        new WebSocket('ws://api/').once('error', error => resolve(error.message))
      })

    expect(await noted(node, ask)).toBe('Unexpected server response: 200')
  })

  test.each(['größe', '日本', 'my app <script>', '__proto__', 'a/b'])(
    'reaches a component that is called %s',
    async name => {
      const shop = system('shop', {
        users: clients({ ...oneAt, call: name as 'api' }),
        [name as 'api']: app(() => () => new Response()),
      })

      const run = await simulate(shop, { for: '2s' })

      expect(run.requests().outcomes.ok).toBe(1)
    },
  )
})

describe('what HTTP cannot carry', () => {
  test.each([
    { status: 99 },
    { status: 200, body: 5n },
    { status: 200, headers: { x: 'a\r\nb: c' } },
  ])('is told of an answer: %o', async answer => {
    const fetched = noted(
      code(() => answer),
      viaFetch,
    )
    const asked = noted(
      code(() => answer),
      viaHttp,
    )

    await expect(fetched).rejects.toThrow('what api answers cannot be sent by HTTP')
    await expect(asked).rejects.toThrow('what api answers cannot be sent by HTTP')
  })

  test('is told of a request', async () => {
    const shop = system('shop', {
      users: clients({ ...oneAt, call: 'api', request: { method: 'GET', path: 'no slash' } }),
      api: node,
    })

    const run = simulate(shop, { for: '2s' })

    await expect(run).rejects.toThrow('what api is asked cannot be sent by HTTP')
  })

  test('is told of a handler that returns data, and no Response', async () => {
    const api = app(() => async () => ({ ok: true }))

    await expect(noted(api, viaFetch)).rejects.toThrow('which is no Response')
  })

  test('is told of a port that is none', async () => {
    const api = app(() => void http.createServer().listen(70_000))

    await expect(noted(api, viaFetch)).rejects.toThrow('>= 0 and < 65536. Received 70000')
  })
})
