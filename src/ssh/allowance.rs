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
        let a_second = u64::from(self.a_second);
        let elapsed = u64::try_from(self.counted.elapsed().as_millis()).unwrap_or(u64::MAX);
        let earned = elapsed.saturating_mul(a_second) / 1000;
        if earned > 0 {
            // What does not come to a whole one yet counts on.
            self.counted += Duration::from_millis((earned * 1000).div_ceil(a_second));
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

    #[tokio::test(start_paused = true)]
    async fn however_often_is_looked_as_much_is_earned() {
        let mut allowance = Allowance::new(1000, 20);
        allowance.spend(1000);
        for _ in 0..50 {
            tokio::time::advance(Duration::from_millis(99)).await;
            let _ = allowance.left();
        }
        // 4.95 seconds.
        assert_eq!(allowance.left(), Ok(99));
    }
}
