/** One run, one story: chance and time come from the world alone. */
import { describe, expect, it } from 'vitest'
import { loadFengari } from '../../src/redis/lua/fengari.ts'
import { bytesOf, textOf } from '../../src/redis/protocol/bytes.ts'
import { worldWithRedis } from './support/virtual.ts'

const draws = [
  'SADD s a b c d e f g h',
  'SRANDMEMBER s 3',
  'SRANDMEMBER s -5',
  'SPOP s 2',
  'ZADD z 1 a 2 b 3 c',
  'ZRANDMEMBER z 2 WITHSCORES',
  'HSET h a 1 b 2 c 3',
  'HRANDFIELD h',
  'RANDOMKEY',
  'XADD x * f v',
  'TIME',
  'EVAL "return {math.random(1000), math.random(1000)}" 0',
  'EVAL "local t = {} for k in pairs({x=1,y=2,z=3,w=4}) do t[#t+1] = k end return t" 0',
  'CLIENT LIST',
  'INFO',
]

function story(): string {
  const { client, pass } = worldWithRedis()
  const teller = client()
  for (const line of draws) {
    teller.send(`${line}\r\n`)
    pass(7)
  }
  return teller.hear()
}

describe('a server', () => {
  it('tells the same twice, to the byte', () => {
    expect(story()).toBe(story())
  })

  it('draws from the world: another world, other members', () => {
    const { client } = worldWithRedis()
    const teller = client()
    teller.send('SADD s a b c d e f g h\r\nSPOP s\r\nSPOP s\r\n')

    expect(teller.hear()).toBe(':8\r\n$1\r\ne\r\n$1\r\nb\r\n')
  })

  it('gives streams ids of its own clock', () => {
    const { server, pass } = worldWithRedis()
    const ids = [server.command('XADD', 's', '*', 'f', 'v')]
    ids.push(server.command('XADD', 's', '*', 'f', 'v'))
    pass(5)
    ids.push(server.command('XADD', 's', '*', 'f', 'v'))

    expect(ids).toEqual(['1700000000000-0', '1700000000000-1', '1700000000005-0'])
  })

  it('leaves the Lua of others in this process as it is', () => {
    const { server } = worldWithRedis()
    expect(server.command('EVAL', 'return tostring(10 / 2) .. 2147483647 + 1', '0')).toBe(
      '52147483648',
    )

    const { lua, lauxlib } = loadFengari()
    const state = lauxlib.luaL_newstate()
    const script = bytesOf("return 10 / 2 .. ''")
    lauxlib.luaL_loadbuffer(state, script, script.length, bytesOf('of another'))
    lua.lua_pcall(state, 0, 1, 0)
    expect(textOf(lua.lua_tostring(state, -1))).toBe('5.0')
  })
})
