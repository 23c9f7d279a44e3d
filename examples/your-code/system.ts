/**
 * A shop whose parts are code as anybody has it, and what it stands on: PostgreSQL, two Redis, a
 * bank and the post. Each of its four mistakes can be made, or not.
 */
import { readFileSync } from 'node:fs'
import { clients, logNormal, store, system } from 'gameday'
import { app } from 'gameday/code'
import { postgres } from 'gameday/postgres'
import { redis } from 'gameday/redis'
import type { Asking } from './app/bank.ts'
import { buildCheckout } from './app/checkout.ts'
import { startMailer, type Posting } from './app/mailer.ts'
import { buildPayments, type Reading } from './app/payments.ts'
import type { Keeping } from './app/price-cache.ts'
import { buildPrices } from './app/prices.ts'
import { buildAudit, buildPost } from './outside.ts'

/** How each part does what can be done wrong. */
export type Ways = {
  /** How payments read an order. Default `'select for update'`. */
  readonly reading?: Reading
  /** How payments ask the bank. Default `'within bounds'`. */
  readonly asking?: Asking
  /** What the mailer tells the post. Default `'the mail and its number'`. */
  readonly posting?: Posting
  /** How long prices stay in the cache. Default `'for 2 s'`. */
  readonly keeping?: Keeping
}

const SKUS = ['tea', 'cup', 'pot']

const db = postgres({
  schema: readFileSync(new URL('app/schema.sql', import.meta.url), 'utf8'),
  seed: `insert into accounts values ('shop', 0);
    insert into prices values ('tea', 300), ('cup', 900), ('pot', 2500)`,
  concurrency: 20,
  time: logNormal({ median: '2ms', p99: '15ms' }),
})

/** Who asks: shoppers, a merchant who changes prices, and the auditor. */
const whoAsks = {
  shoppers: clients({
    rate: '3/s',
    call: 'checkout',
    timeout: '3s',
    request: ({ n }) => ({
      method: 'PUT',
      path: `/orders/${n}`,
      body: { sku: SKUS[n % SKUS.length] },
    }),
  }),
  merchant: clients({
    rate: '0.5/s',
    call: 'prices',
    request: ({ n }) => ({
      method: 'PUT',
      path: `/${SKUS[n % SKUS.length]}`,
      body: { cents: 100 + n },
    }),
  }),
  auditor: clients({
    rate: '3/s',
    arrivals: 'steady',
    call: 'audit',
    timeout: '10s',
    request: ({ n }) => ({ path: ['/money', '/mails', '/prices'][n % 3] }),
  }),
}

/** The shop; without any mistake, unless it is told to make one. */
export const shop = ({
  reading = 'select for update',
  asking = 'within bounds',
  posting = 'the mail and its number',
  keeping = 'for 2 s',
}: Ways = {}) =>
  system(
    'shop',
    {
      ...whoAsks,
      checkout: app(buildCheckout, { calls: ['prices', 'payments', 'db', 'queue'] }),
      prices: app(() => buildPrices({ keeping }), { calls: ['cache', 'db'] }),
      payments: app(() => buildPayments({ reading, asking }), { calls: ['bank', 'db'] }),
      mailer: app(() => startMailer({ posting }), { calls: ['queue', 'post'] }),
      audit: app(buildAudit, { calls: ['db', 'cache', 'post'] }),
      db,
      cache: redis({ time: '0.3ms' }),
      queue: redis({ time: '0.3ms', durable: true }),
      bank: store({ concurrency: 1, time: '100ms' }),
      post: app(buildPost),
    },
    { network: { default: 'sameZone', 'shoppers->checkout': 'publicInternet' } },
  )
