/** An exploration that a thread does not survive: run 3 leaves an error that nobody catches. */
import { exploration } from 'gameday/explore'
import kiosk from './kiosk.ts'

export default exploration(kiosk.system, {
  for: '10s',
  seed: 'kiosk',
  holds: run => {
    if (run.seed === 'kiosk/3')
      queueMicrotask(() => {
        throw new Error('out of coffee')
      })
  },
})
