//! Skills that need each other in a circle.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::Linker;
use crate::content::problem::Rule;

impl Linker<'_> {
    /// Finds each circle of skills once.
    pub(super) fn needs(&mut self) {
        let skills = &self.entries.skills;
        let mut graph = DiGraph::<&str, ()>::new();
        let nodes: BTreeMap<&str, _> =
            skills.keys().map(|id| (id.as_str(), graph.add_node(id.as_str()))).collect();
        for skill in skills.values() {
            for needed in skill.needs.iter().filter_map(|id| nodes.get(id.as_str())) {
                graph.add_edge(nodes[skill.id.as_str()], *needed, ());
            }
        }
        // Not Tarjan's way, which goes as deep as the longest chain of needs.
        for circle in kosaraju_scc(&graph) {
            let mut ids: Vec<_> = circle.into_iter().map(|node| graph[node]).collect();
            ids.sort_unstable();
            let skill = &skills[ids[0]];
            let Some(link) = skill.needs.iter().find(|id| ids.binary_search(&id.as_str()).is_ok()) else {
                continue;
            };
            let message = match &ids[..] {
                [alone] => format!("the skill {alone:?} needs itself"),
                ids => format!("skills need each other in a circle: {}", ids.join(", ")),
            };
            self.file = skill.file;
            self.add(Rule::Cycle, link, message, "take out the need that can wait");
        }
    }
}
