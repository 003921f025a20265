//! How much of something there may be: so much at once, and so much a second after that.

use std::time::Duration;

use tokio::time::Instant;

/// What is left of what there may be.
#[derive(Debug)]
pub struct Allowance {
    a_second: u32,
    at_once: i64,
    /// What may still come now; what was taken beyond it is owed.
    left: i64,
    counted: Instant,
}

impl Allowance {
    /// So much at once, and so much a second after that.
    pub fn new(at_once: u32, a_second: u32) -> Self {
        Self { a_second, at_once: at_once.into(), left: at_once.into(), counted: Instant::now() }
    }

    /// How much may come now; `Err` tells how long it takes until there may be more.
    pub fn left(&mut self) -> Result<usize, Duration> {
        let earned = self.counted.elapsed().as_millis() * u128::from(self.a_second) / 1000;
        if earned > 0 {
            self.counted = Instant::now();
            let earned = i64::try_from(earned).unwrap_or(i64::MAX);
            self.left = self.left.saturating_add(earned).min(self.at_once);
        }
        if let Ok(left @ 1..) = usize::try_from(self.left) {
            return Ok(left);
        }
        let owed = self.left.unsigned_abs() + 1;
        Err(Duration::from_millis(owed * 1000 / u64::from(self.a_second) + 1))
    }

    /// So much came.
    pub fn spend(&mut self, much: usize) {
        self.left = self.left.saturating_sub(i64::try_from(much).unwrap_or(i64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_spent_comes_back_with_time_and_no_more_than_that() {
        let mut allowance = Allowance::new(100, 10);
        assert_eq!(allowance.left(), Ok(100));
        allowance.spend(130);
        let wait = allowance.left().err().unwrap_or_default();
        assert_eq!(wait, Duration::from_millis(3101));
        tokio::time::advance(wait).await;
        assert_eq!(allowance.left(), Ok(1));
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert_eq!(allowance.left(), Ok(100));
    }
}
