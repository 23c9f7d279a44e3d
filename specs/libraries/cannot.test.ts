/** What cannot be played, whatever library does it: each raises an error that says so. */
import { spawn } from 'node:child_process'
import http2 from 'node:http2'
import { createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import grpc from '@grpc/grpc-js'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { app } from '../../src/code/index.ts'
import { clients, simulate, store, system } from '../../src/index.ts'

/** Plays a service that does something when it is asked, and may ask another one. */
const played = (does: () => unknown) => {
  const shop = system('shop', {
    users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
    web: app(
      () => async () => {
        await does()
        return new Response()
      },
      { calls: ['other', 'model'] },
    ),
    other: app(() => {
      createServer().listen(50_051)
      return () => new Response()
    }),
    model: store({ time: '1ms' }),
  })
  return simulate(shop, { for: '5s' })
}

const unsecured = grpc.credentials.createInsecure()

const asks = () =>
  new Promise(resolve => new grpc.Client('other:50051', unsecured).waitForReady(Infinity, resolve))

describe('what cannot be played', () => {
  const cases: [what: string, does: () => unknown, error: RegExp][] = [
    [
      'ws to a handler of fetch',
      () => new WebSocket('ws://other/'),
      /no server of node:http in it/,
    ],
    ['ws to a model', () => new WebSocket('ws://model/'), /a WebSocket to model, a model, which/],
    ['a client of @grpc/grpc-js', asks, /web opens HTTP\/2, which goes over no link/],
    ['a server of @grpc/grpc-js', () => serves(), /web opens HTTP\/2, which goes over no link/],
    ['HTTP/2', () => http2.connect('http://other/'), /web opens HTTP\/2, which goes over no link/],
    ['a thread', () => new Worker('1', { eval: true }), /a thread or a channel .*new Worker/],
    ['a program, as an engine out of process', () => spawn('ls'), /another program, by .*spawn/],
  ]

  it.each(cases)('says so: %s', async (_what, does, error) => {
    await expect(async () => played(does)).rejects.toThrow(error)
  })
})

function serves(): void {
  new grpc.Server().bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => {})
}
