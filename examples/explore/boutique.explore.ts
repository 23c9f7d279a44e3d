/** Online Boutique as it is published: `npx gameday explore examples/explore/boutique.explore.ts`. */
import { exploration } from 'gameday/explore'
import { belief, shop } from './belief.ts'

export default exploration(shop(), belief)
