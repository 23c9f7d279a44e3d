/** The kiosk, where trial 1 breaks the goal, and the goal of every later trial has no end. */
import { exploration } from 'gameday/explore'
import kiosk from './kiosk.ts'

export default exploration(kiosk.system, {
  for: '10s',
  seed: 'kiosk',
  store: false,
  holds: run => {
    const trial = Number(run.seed.split('/')[1] ?? 0)
    for (;;) if (trial < 2) return trial !== 1
  },
})
