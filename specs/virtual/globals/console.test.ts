/** The console of a host: what its code writes is kept with it. */
import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { Town } from '../support/town.ts'

describe('the console of a host', () => {
  it('keeps what was written, formatted and indented as Node.js does', async () => {
    const town = new Town()
    const host = town.host('a').does(() => {
      console.log('%s has %d', 'cart', 3, { sku: 'a1' })
      console.group('payment')
      console.warn(new Map([['a', 1]]))
      console.groupEnd()
      console.error('refused')
      console.count()
      process.stdout.write('{"level":30}\n')
      fs.writeSync(1, 'quick\n')
      fs.write(2, 'later\n', () => console.log('told'))
    })
    await town.play()
    expect(host.written).toEqual([
      "out: cart has 3 { sku: 'a1' }",
      'out: payment',
      "err:   Map(1) { 'a' => 1 }",
      'err: refused',
      'out: default: 1',
      'out: {"level":30}',
      'out: quick',
      'err: later',
      'out: told',
    ])
  })

  it('times on virtual time', async () => {
    const town = new Town()
    const host = town.host('a').does(async () => {
      console.time('query')
      await sleep(125)
      console.timeEnd('query')
    })
    await town.play()
    expect(host.written).toEqual(['out: query: 125ms'])
  })
})
