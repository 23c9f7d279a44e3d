/** One timer of a host, begun anew by its own callback. */
import { expect, test } from 'vitest'
import { Town } from '../support/town.ts'

test('an interval repeats once each time, also where its callback begins it anew', async () => {
  const town = new Town()
  town.host('a').does(() => {
    let ticks = 0
    const timer = setInterval(() => {
      town.note(++ticks)
      timer.refresh()
      if (ticks >= 3) clearInterval(timer)
    }, 100)
  })

  await town.play()

  expect(town.diary).toEqual([
    [100, 1],
    [200, 2],
    [300, 3],
  ])
})
