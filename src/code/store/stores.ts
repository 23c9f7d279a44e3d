/** Which components are stores, for whoever connects to one. */
import type { Component } from '../../world/handling/component.ts'
import type { StoreRunner } from './store-runner.ts'

const stores = new WeakMap<Component, StoreRunner>()

/** A component is a store. */
export const becomesStore = (component: Component, store: StoreRunner): void =>
  void stores.set(component, store)

/** The store that a component is; undefined for all others. */
export const storeIn = (component: Component): StoreRunner | undefined => stores.get(component)
