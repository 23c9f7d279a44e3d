/** Run by itself: code that awaits for ever, and never for anything that takes time. */
import { Town } from './town.ts'

const town = new Town()
const done = Promise.resolve()
town.host('orders').does(async () => {
  for (;;) await done
})
await town.play()
