export function writePerformancePage() {}
