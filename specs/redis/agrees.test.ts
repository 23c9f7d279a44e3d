/** What our server answers is what a real redis-server answers, to the byte. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folder } from '../explore/campaign/support/played.ts'
import { hasRedis, redisAt } from '../explore/campaign/support/redis.ts'
import { dialogueOf, differences } from './support/dialogue.ts'
import { worldWithRedis } from './support/virtual.ts'

const names = readdirSync(fileURLToPath(new URL('dialogues', import.meta.url)))
  .map(name => name.replace('.txt', ''))
  .sort()

describe.runIf(hasRedis)('our Redis and a real one', () => {
  it.each(names)('answer the same in the dialogue about %s', async name => {
    const socket = folder().path('redis.sock')
    await redisAt(socket)
    expect(await differences(dialogueOf(name), socket)).toEqual([])
  })
})

describe('the dialogues', () => {
  it('say each command', () => {
    const client = worldWithRedis().client()
    client.say('COMMAND', 'LIST')
    const commands = client
      .hear()
      .split('\r\n')
      .filter(line => /^[a-z]/.test(line))
    const said = new Set(names.flatMap(dialogueOf).map(({ words }) => words[0]?.toLowerCase()))
    expect(commands.length).toBeGreaterThan(190)
    expect(commands.filter(name => !said.has(name))).toEqual([])
  })

  it('are of 300 commands and more', () => {
    expect(names.flatMap(dialogueOf).length).toBeGreaterThan(300)
  })
})
