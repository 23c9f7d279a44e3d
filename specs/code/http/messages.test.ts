/** What of a request and an answer is carried, and that connections are kept by their process. */
import http from 'node:http'
import { expect, test } from 'vitest'
import { app, code } from '../../../src/code/index.ts'
import { clients, simulate, system } from '../../../src/index.ts'

const oneAt = { rate: '1/s', arrivals: 'steady', requests: 1, timeout: '1s' } as const

test('a request has its method in capitals, however a declaration writes it', async () => {
  const methods: string[] = []
  const shop = system('shop', {
    users: clients({ ...oneAt, call: 'api', request: { method: 'patch', path: '/' } }),
    api: app(() => ({ method }: Request) => {
      methods.push(method)
      return new Response()
    }),
  })

  await simulate(shop, { for: '2s' })

  expect(methods).toEqual(['PATCH'])
})

test('an answer has no headers of its connection, nor the date of the real clock', async () => {
  let said: unknown
  const shop = system('shop', {
    users: clients({ ...oneAt, call: 'web' }),
    web: code(async (_, { call }) => {
      said = await call('api', { path: '/' })
    }),
    api: app(() =>
      http.createServer((_, response) => {
        response.setHeader('content-type', 'text/plain').write('a')
        response.end('b')
      }),
    ),
  })

  await simulate(shop, { for: '2s' })

  expect(said).toEqual({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'ab' })
})

test('a connection that a shared agent keeps is used by the process that made it', async () => {
  const agent = new http.Agent({ keepAlive: true })
  const asks = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const asked = http.get({ host: 'api', agent }, answer => answer.resume().once('end', resolve))
      asked.once('error', reject)
    })
  const shop = system('shop', {
    users: clients({ ...oneAt, requests: 2, call: 'web' }),
    staff: clients({ ...oneAt, requests: 2, call: 'admin' }),
    web: code(asks, { calls: ['api'] }),
    admin: code(asks, { calls: ['api'] }),
    api: app(() => http.createServer((_, response) => void response.end('yes'))),
  })

  for (const name of ['first', 'second']) {
    const run = await simulate(shop, { for: '4s' })

    const made = [run.on('web->api').outcomes.ok, run.on('admin->api').outcomes.ok]
    expect([name, made, run.requests().outcomes.ok]).toEqual([name, [2, 2], 4])
  }
})
