// Tells the styles that scripts run, before the first paint, so that nothing jumps when they do.
document.documentElement.dataset.scripted = "";
document.documentElement.dataset.fresh = "";
