/** How an attribute is read. */
export type Reading =
  /** With its object. */
  | { readonly by: 'object' }
  /** From a resource of its own below each object: one request an object, so it is refreshed in rotation. */
  | { readonly by: 'ownResource'; readonly path: string; readonly version: 'v1.0' | 'beta' }
  /** As the element with this id of a collection that its object carries. */
  | { readonly by: 'element'; readonly collection: string; readonly id: string }
  /** As what is left of a collection whose other elements are attributes of their own. */
  | { readonly by: 'remainder'; readonly collection: string }
  /** Not at all: no public API shows it. */
  | { readonly by: 'nothing'; readonly reason: string };

/** How an attribute is written. */
export type Writing =
  | { readonly by: 'patch'; readonly version: 'v1.0' | 'beta' }
  /** By an action below the object, which takes just this attribute. */
  | { readonly by: 'action'; readonly action: string }
  /** By a PATCH of the resource it is read from. */
  | { readonly by: 'ownResource' }
  /** By a PATCH of the element it is read from. */
  | { readonly by: 'element' }
  /** By making, changing and removing the elements of a collection below the object. */
  | { readonly by: 'collection'; readonly path: string }
  /** Only when the object is made. */
  | { readonly by: 'creation' }
  /** By Graph itself, or by a signed-in person only. `message` tells the user what to do. */
  | { readonly by: 'nothing'; readonly code: string; readonly message: string };
