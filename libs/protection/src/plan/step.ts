import type { Json, LinkRef, ObjectRef } from '#catalogue';

/** The attributes of an object, by Graph name, as snapshots keep them. */
export type AttributeValues = Readonly<Record<string, Json>>;

/** One step of a recovery's plan: a single change to one object or link, with what it expects to find. */
export type Step =
  /** Writes `set`; `seen` are the values found when the plan was made. */
  | {
      readonly step: 'update';
      readonly object: ObjectRef;
      readonly set: AttributeValues;
      readonly seen: AttributeValues;
    }
  /**
   * After a restore, or where the present value could not be seen: reads the object, then writes those of `set` that
   * differ. `seen` are the values that could be seen of it when the plan was made.
   */
  | {
      readonly step: 'reconcile';
      readonly object: ObjectRef;
      readonly set: AttributeValues;
      readonly seen?: AttributeValues;
    }
  /** Makes an object that is gone for good again, of what can be said when it is made. It gets a new id. */
  | {
      readonly step: 'create';
      readonly object: ObjectRef;
      readonly set: AttributeValues;
      /** Of applications: the application (client) id that it had. */
      readonly appId?: string;
    }
  | { readonly step: 'restore'; readonly object: ObjectRef }
  | { readonly step: 'softDelete'; readonly object: ObjectRef }
  | { readonly step: 'addLink'; readonly link: LinkRef; readonly value: string }
  | { readonly step: 'updateLink'; readonly link: LinkRef; readonly value: string; readonly seen: string }
  | { readonly step: 'removeLink'; readonly link: LinkRef; readonly seen: string };

/** A step in its place: steps of a lower stage are settled before a higher stage begins. */
export type PlannedStep = Step & {
  readonly stage: number;
  /** Ids that the step names, of objects that are made again: their new ids take their place before it is sent. */
  readonly awaits?: readonly string[];
};
