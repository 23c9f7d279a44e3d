/** The same shop, which waits no longer than 300 ms for recommendations, and the same belief. */
import { exploration } from 'gameday/explore'
import { belief, shop } from './belief.ts'

export default exploration(shop('300ms'), { ...belief, name: 'online boutique with a deadline' })
