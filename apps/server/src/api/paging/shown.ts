/** Shows a view where there is one. */
export const shown = <View, Shown>(view: View | undefined, show: (view: View) => Shown): Shown | undefined =>
  view === undefined ? undefined : show(view);
