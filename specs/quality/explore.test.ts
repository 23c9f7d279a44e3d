/**
 * F8: does explore find what is wrong, and does it tell the least of it? Each weakness is looked
 * for with 20 fixed seeds, so these specs cannot flake: after a change the search finds as much, or
 * it does not.
 *
 * What 19 of 20 says of other seeds: if a weakness were found in 78 % of all searches or fewer, 19
 * of 20 would come about once in 20 times at most (Clopper and Pearson); of one that is found in
 * 99 % of them, 98.3 % of such specs pass. With 20 of 20 the bound is 86 %.
 */
import { itFinds } from './support/finds.ts'
import { ofOneFault } from './weaknesses/index.ts'

itFinds(ofOneFault)
