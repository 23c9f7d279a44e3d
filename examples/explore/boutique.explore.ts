/** Online Boutique as it is published, for `npx gameday explore boutique.explore.ts`. */
import { exploration } from 'gameday/explore'
import { belief, shop } from './belief.ts'

export default exploration(shop(), belief)
