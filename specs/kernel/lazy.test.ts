/** What is costly is made when somebody asks for it, and once. */
import { expect, it } from 'vitest'
import { lazy } from '../../src/kernel/lazy.ts'

it('makes nothing before it is asked, and then once, be it undefined', () => {
  let times = 0
  const answer = lazy(() => {
    times += 1
    return undefined
  })
  expect(times).toBe(0)
  expect([answer(), answer(), times]).toEqual([undefined, undefined, 1])
})
